import { readFileSync, writeFileSync } from "node:fs";
import { isMap, isSeq, parseDocument } from "yaml";

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch"]);

/**
 * Gives the document's first operation an optional query parameter with these values, or changes the values of the one
 * that it was given before. Every other line stays as it was.
 *
 * @throws {Error} when the document has no operation
 */
export function setOptionalParameter(file: string, name: string, values: readonly string[]): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  const path = firstOperation(document.toJS() as OpenApiDocument);
  const parameter = document.createNode({
    name,
    in: "query",
    required: false,
    schema: { type: "string", enum: values },
  });
  const parameters = document.getIn([...path, "parameters"]);
  if (!isSeq(parameters)) {
    document.setIn([...path, "parameters"], document.createNode([parameter]));
  } else {
    const known = parameters.items.findIndex((item) => isMap(item) && item.get("name") === name);
    parameters.set(known === -1 ? parameters.items.length : known, parameter);
  }
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}

/** The part of a document that is read here. */
interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function firstOperation({ paths = {} }: OpenApiDocument): readonly string[] {
  for (const [path, item] of Object.entries(paths)) {
    const method = Object.keys(item).find((key) => METHODS.has(key));
    if (method !== undefined) return ["paths", path, method];
  }
  throw new Error("The document has no operation.");
}
