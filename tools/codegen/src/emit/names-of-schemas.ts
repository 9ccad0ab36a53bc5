import { createHash } from "node:crypto";
import { distinctNames, fromPointer, type NameCandidates, pascalCase, spelledOut } from "@workshop/openapi";

/** Steps of a pointer that say nothing of what stands there. */
const STRUCTURE = new Set(["$defs", "components", "content", "paths", "properties", "responses", "schema", "schemas"]);

/** What a schema is called where it stands: its name in the components, or else the way to it. */
export function schemaNameOf(reference: string): string {
  const tokens = fromPointer(reference);
  const [holder, kind, name, ...rest] = tokens;
  if (holder === "components" && kind === "schemas" && name !== undefined && rest.length === 0) return name;
  return tokens.filter((token) => !STRUCTURE.has(token)).join(" ");
}

/**
 * Names in Pascal case for the schemas that others refer to. A name depends on the schema's own place and on what else comes to
 * the same name, never on an order.
 *
 * @param taken - names that no schema may have: one that wants it has `Schema` behind it.
 */
export function namesOfSchemas(references: Iterable<string>, taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const all = [...references];
  const names = distinctNames(all.map(candidatesOf), (name) => (taken.has(name) ? `${name}Schema` : name));
  return new Map(all.map((reference, index) => [reference, names[index] ?? "unknown"]));
}

function candidatesOf(reference: string): NameCandidates {
  const name = schemaNameOf(reference);
  const spelled = pascalCase(spelledOut(name));
  // Names may differ in the case of a letter alone.
  const cased = `${spelled}In${name === name.toLowerCase() ? "Lower" : "Upper"}Case`;
  const last = `${spelled}_${createHash("sha256").update(reference).digest("hex").slice(0, 8)}`;
  const plain = pascalCase(name);
  return plain === "_" ? [spelled, last] : [plain, spelled, cased, last];
}
