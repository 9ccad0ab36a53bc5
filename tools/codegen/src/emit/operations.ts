import { type Model, type Operation, pascalCase, type Response } from "@workshop/openapi";
import { DescriptorWriter } from "./descriptors.ts";
import type { InputTypes } from "./input-types.ts";
import { writeInput } from "./inputs.ts";
import type { RuntimeSchemas } from "./runtime-schemas.ts";
import type { SecurityNames } from "./security.ts";
import { clause, comment } from "./text.ts";

/** The module `operations.ts`, and what other modules need to know of it. */
export interface OperationsModule {
  readonly text: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Writes, for each operation, the types of input, success and result, and the operation itself. */
export function writeOperations(
  model: Model,
  types: InputTypes,
  schemas: RuntimeSchemas,
  security: SecurityNames,
): OperationsModule {
  const descriptors = new DescriptorWriter(model, schemas, security);
  const names: string[] = [];
  const coreTypes = new Set(["OperationFactory", "Unexpected"]);
  const operations = model.operations.map((operation) => {
    const input = writeInput(operation, types);
    const base = pascalCase(operation.name);
    const results = operation.responses.flatMap((response) => resultTypes(operation, response));
    for (const { kind } of results) coreTypes.add(kind);
    const data = dataType(operation);
    const options = operation.unbounded === undefined ? "CallOptions" : "UnboundedCallOptions";
    coreTypes.add(options);
    names.push(input.name, `${base}Data`, `${base}Result`);
    return [
      input.declaration,
      `\n${comment(`What \`${operation.name}\` resolves with.`)}export type ${base}Data = ${data};\n`,
      "\n",
      comment(`What \`${operation.name}.result\` resolves with: one member for each declared status.`),
      `export type ${base}Result = ${[...new Set(results.map(({ type }) => type)), "Unexpected"].join(" | ")};\n`,
      "\n",
      documentationOf(operation),
      `export const ${operation.name}: OperationFactory<[input${input.required ? "" : "?"}: ${input.name}, options?: ${options}], `,
      `${base}Data, ${base}Result> = /* @__PURE__ */ defineOperation(${descriptors.write(operation)});\n`,
    ].join("");
  });
  const declared = types.declared();
  const body = [...declared, ...operations].join("\n");
  if (/\bBinaryBody\b/u.test(body)) coreTypes.add("BinaryBody");
  const imports = [
    `import { ${["defineOperation", ...descriptors.imports].sort().join(", ")} } from "@org/client-core";\n`,
    `import type { ${[...coreTypes].sort().join(", ")} } from "@org/client-core";\n`,
    /\b(components|paths)\["/u.test(body) ? schemaImport(body) : "",
    !body.includes("schemas.") ? "" : `import * as schemas from "./schemas.ts";\n`,
    body.includes("security: [") ? `import * as security from "./security.ts";\n` : "",
  ];
  return {
    text: `${imports.join("")}\n${body}`,
    values: model.operations.map(({ name }) => name),
    types: [...declaredNames(declared), ...names],
  };
}

/** What stands above an operation, in the module and in the client. */
export function documentationOf(operation: Operation): string {
  const { summary, description, retry, outcome } = operation;
  return comment(
    summary,
    description === summary ? undefined : description,
    retry === undefined ? undefined : `Repeating it is rated ${retry.rating}: ${retry.reason}.`,
    outcome === undefined ? undefined : `If no answer came: ${outcome.findOut}.`,
    clause(operation.source),
    operation.deprecated ? "@deprecated" : undefined,
  );
}

function schemaImport(body: string): string {
  const used = ["components", "paths"].filter((name) => body.includes(`${name}["`));
  return `import type { ${used.join(", ")} } from "./schema.ts";\n`;
}

function declaredNames(declarations: readonly string[]): string[] {
  return declarations.flatMap((declaration) => /^export type (\w+)/mu.exec(declaration)?.[1] ?? []);
}

function isSuccess({ status }: Response): boolean {
  return status.startsWith("2");
}

/** The union of what the declared successes carry. */
function dataType(operation: Operation): string {
  const bodies = operation.responses.filter(isSuccess).map((response) => bodyType(operation, response));
  return bodies.length === 0 ? "never" : [...new Set(bodies)].join(" | ");
}

function resultTypes(operation: Operation, response: Response): { kind: "Failed" | "Succeeded"; type: string }[] {
  const status =
    /^\d/u.test(response.status) && !response.status.endsWith("XX") ? response.status : JSON.stringify(response.status);
  const body = bodyType(operation, response);
  const failed = { kind: "Failed", type: `Failed<${status}, ${body}>` } as const;
  const succeeded = { kind: "Succeeded", type: `Succeeded<${status}, ${body}>` } as const;
  if (response.status === "default") return [failed];
  if (!isSuccess(response)) return [failed];
  return response.content.some(({ failure }) => failure !== undefined) ? [succeeded, failed] : [succeeded];
}

const SIMPLE_TYPES: ReadonlyMap<string, string> = new Map([
  ["boolean", "boolean"],
  ["integer", "number"],
  ["null", "null"],
  ["number", "number"],
  ["string", "string"],
]);

/** The type of an answer's body, from openapi-typescript's module. */
function bodyType(operation: Operation, response: Response): string {
  if (response.content.length === 0) return "undefined";
  const types = response.content.map(({ mediaType, schema }) => {
    if (schema === undefined) return "unknown";
    const simple =
      typeof schema === "object" &&
      typeof schema.type === "string" &&
      schema.enum === undefined &&
      !Object.hasOwn(schema, "const")
        ? SIMPLE_TYPES.get(schema.type)
        : undefined;
    if (simple !== undefined) return simple;
    const component =
      typeof schema === "object" ? /^#\/components\/schemas\/([^/]+)$/u.exec(schema.$ref ?? "")?.[1] : undefined;
    if (component !== undefined && Object.keys(schema).length === 1) {
      return `components["schemas"][${JSON.stringify(component.replaceAll("~1", "/").replaceAll("~0", "~"))}]`;
    }
    const key = /^\d+$/u.test(response.status) ? response.status : JSON.stringify(response.status);
    return `paths[${JSON.stringify(operation.path)}][${JSON.stringify(operation.method)}]["responses"][${key}]["content"][${JSON.stringify(mediaType)}]`;
  });
  return [...new Set(types)].join(" | ");
}
