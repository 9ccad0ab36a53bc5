import { fromPointer, type Model } from "@workshop/openapi";
import { child, type Node, pathItemOf, References } from "./references.ts";

/**
 * A model with some of its operations alone, and a document that holds no more than they refer to: what a few operations
 * of a large document need is generated in no time.
 */
export function partOfModel(model: Model, names: ReadonlySet<string>): Model {
  const operations = model.operations.filter(({ name }) => names.has(name));
  const references = new References(model.document);
  const paths = new Map<string, Node>();
  const reached = new Set<string>();
  for (const operation of operations) {
    const item = pathItemOf(model, operation);
    paths.set(operation.path, { ...paths.get(operation.path), ...item });
    for (const reference of references.reachedFrom(item)) reached.add(reference);
  }
  const { webhooks: _webhooks, ...document } = model.document;
  return {
    ...model,
    operations,
    document: { ...document, paths: Object.fromEntries(paths), components: componentsOf(model, reached) },
  };
}

/** The components that a reference leads to, or into; a reference to elsewhere keeps them all. */
function componentsOf({ document }: Model, references: ReadonlySet<string>): Node {
  const components = child(document, "components") ?? {};
  const kept = new Map<string, [string, unknown][]>();
  for (const reference of references) {
    const [root, kind = "", name = ""] = fromPointer(reference);
    if (root !== "components") return components;
    const component = child(components, kind)?.[name];
    if (component === undefined) continue;
    const others = kept.get(kind);
    if (others === undefined) kept.set(kind, [[name, component]]);
    else others.push([name, component]);
  }
  return Object.fromEntries([...kept].map(([kind, entries]) => [kind, Object.fromEntries(entries)]));
}
