import { isObject, type Model, nodeAt, type Operation } from "@workshop/openapi";

/** A security scheme that an operation names and the document defines nowhere: Prism takes such an alternative for one that asks for nothing. */
export function schemeNamedNowhere({ document }: Model, { path, method }: Operation): string | undefined {
  const own = nodeAt(document, ["paths", path, method, "security"]);
  const alternatives = [own ?? nodeAt(document, ["security"]) ?? []].flat();
  const names = alternatives.flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  return names.find((name) => nodeAt(document, ["components", "securitySchemes", name]) === undefined);
}
