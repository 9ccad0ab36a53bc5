import { fromPointer, type Model, nodeAt, type Operation } from "@workshop/openapi";

/** The names of the parameters of a location as the document writes them. */
export function declaredNames({ document }: Model, { path, method }: Operation, location: string): readonly string[] {
  const lists = [
    nodeAt(document, ["paths", path, "parameters"]),
    nodeAt(document, ["paths", path, method, "parameters"]),
  ];
  const names = lists.flat().flatMap((node): string[] => {
    const reference = nodeAt(node, ["$ref"]);
    const declared = typeof reference === "string" ? nodeAt(document, fromPointer(reference)) : node;
    const name = nodeAt(declared, ["name"]);
    return nodeAt(declared, ["in"]) === location && typeof name === "string" ? [name] : [];
  });
  return [...new Set(names)];
}

/** A header that is declared twice, in other capitals: the operation's parameter stands in for its path item's. */
export function headerOfTwoSpellings(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase()));
}

/** Headers whose parameters are ignored (OpenAPI, Parameter Object). */
export const IGNORED = /^(?:accept|authorization|content-type)$/i;
