import { join } from "node:path";
import type { InputSchema } from "./input-schema.ts";

const validation = join(import.meta.dirname, "../../../packages/client-core/src/validation");
const withSchemas = new Set([
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
]);
const ofOthers = new Set(["then", "else", "minContains", "maxContains"]);

/** Which keywords and formats some schemas use. */
class Usage {
  readonly keywords = new Set<string>();
  readonly formats = new Set<string>();
}

/** Writes schemas as data, and a validator for each from just the keywords that they use, as the generator does. */
export function interpretedModule(schemas: readonly InputSchema[], knownFormats: ReadonlySet<string>): string {
  const usage = new Usage();
  const declarations: string[] = [];
  const validators: string[] = [];
  schemas.forEach(({ $defs, ...schema }, index) => {
    for (const [name, definition] of Object.entries($defs))
      declarations.push(`const ${name}_${index} = ${write(definition, index, usage)};`);
    declarations.push(`const input_${index} = ${write(schema, index, usage)};`);
    validators.push(
      `export const operation${index} = (value) => validateWith(vocabulary, input_${index}, value, { path: "", mode: "request" });`,
    );
  });
  const formats = [...usage.formats].filter((format) => knownFormats.has(format));
  const entries = [...usage.keywords]
    .filter((keyword) => keyword !== "format" && !ofOthers.has(keyword))
    .map((keyword) => `${keyword}: keywords.check${pascal(keyword)}`);
  if (formats.length > 0)
    entries.push(
      `format: keywords.checkFormat({ ${formats.map((format) => `"${format}": keywords.is${pascal(format)}`).join(", ")} })`,
    );
  return [
    `import { validateWith } from "${validation}/validate-with.ts";`,
    `import * as keywords from "${validation}/keywords.ts";`,
    `const vocabulary = { ${entries.join(", ")} };`,
    ...declarations,
    ...validators,
  ].join("\n");
}

/** A schema as JavaScript; what it refers to stays shared. */
function write(schema: unknown, index: number, usage: Usage): string {
  if (typeof schema !== "object" || schema === null) return JSON.stringify(schema);
  if ("$ref" in schema) {
    const target = reference(schema.$ref, index);
    const { $ref, ...others } = schema;
    if (Object.keys(others).length === 0) return target;
    usage.keywords.add("allOf");
    return `{ allOf: [${target}, ${write(others, index, usage)}] }`;
  }
  const members = Object.entries(schema).map(([keyword, argument]) => {
    usage.keywords.add(keyword);
    if (keyword === "format") usage.formats.add(String(argument));
    if (withSchemas.has(keyword)) return `${keyword}: ${write(argument, index, usage)}`;
    if (/^(allOf|anyOf|oneOf|prefixItems)$/.test(keyword))
      return `${keyword}: [${(argument as unknown[]).map((child) => write(child, index, usage)).join()}]`;
    if (/^(properties|patternProperties)$/.test(keyword))
      return `${keyword}: {${Object.entries(argument as object)
        .map(([key, child]) => `[${JSON.stringify(key)}]: ${write(child, index, usage)}`)
        .join()}}`;
    return `${keyword}: ${JSON.stringify(argument)}`;
  });
  return `{${members.join()}}`;
}

/** A function, since what it refers to may be declared later. */
function reference(pointer: unknown, index: number): string {
  return `() => ${String(pointer).slice("#/$defs/".length)}_${index}`;
}

function pascal(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}
