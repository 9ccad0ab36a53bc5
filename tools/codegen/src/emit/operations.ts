import { type Model, type Operation, pascalCase } from "@workshop/openapi";
import type { CheckWriter } from "./checks.ts";
import { DefinitionWriter } from "./definitions.ts";
import { describeOperation } from "./documentation.ts";
import { writeInput } from "./inputs.ts";
import { writeResults } from "./responses.ts";
import type { SecurityNames } from "./security.ts";
import { comment, literal } from "./text.ts";
import type { TypeNames } from "./type-names.ts";
import type { TypeWriter } from "./types.ts";
import { paginated, withHeaders } from "./wrappers.ts";

/** A module of a package, and what it exports by name. */
export interface Module {
  readonly text: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Writes, for each operation, the types of input, data and result, and the operation itself. */
export function writeOperations(
  model: Model,
  types: TypeWriter,
  checks: CheckWriter,
  security: SecurityNames,
  names: TypeNames,
): Module {
  const values = model.operations.map(({ name }) => name);
  const definitions = new DefinitionWriter(model, checks, security, values);
  const coreTypes = new Set<string>();
  const exported: string[] = [];
  const operations = model.operations.map((operation) => {
    const { data, input, result } = operationTypes(operation);
    const takes = writeInput(operation, types, names);
    const gives = writeResults(model, operation, types);
    const pages = operation.pagination;
    const factory =
      pages !== undefined ? "PaginatedFactory" : gives.streamed === undefined ? "OperationFactory" : "StreamingFactory";
    const more = pages !== undefined ? `ItemAt<${data}, ${literal(pages.items)}>` : gives.streamed;
    if (pages !== undefined) coreTypes.add("ItemAt");
    const options = operation.unbounded === undefined ? "CallOptions" : "UnboundedCallOptions";
    for (const type of [options, factory, ...takes.coreTypes, ...gives.coreTypes]) coreTypes.add(type);
    exported.push(...takes.types, data, result);
    const made = definitions.write(operation, gives.streamed === undefined ? "operation" : "streaming");
    return [
      takes.text,
      `\n${comment(`What \`${operation.name}\` resolves with.`)}export type ${data} = ${gives.data};\n`,
      "\n",
      comment(`What \`${operation.name}.result\` resolves with: one member for each declared status.`),
      `export type ${result} = ${gives.result};\n`,
      "\n",
      describeOperation(operation),
      `export const ${operation.name}: ${factory}<[input${takes.required ? "" : "?"}: ${input}, options?: ${options}], `,
      `${data}, ${result}${more === undefined ? "" : `, ${more}`}> = /* @__PURE__ */ `,
      `${paginated(model, definitions, operation, withHeaders(model, definitions, operation, made))};\n`,
    ].join("");
  });
  const referred = types.takeReferred();
  const imports = [
    definitions.importStatements(),
    `import type { ${[...coreTypes].sort().join(", ")} } from "@org/client-core";\n`,
    checks.module() === undefined ? "" : `import * as ${definitions.local("schemas")} from "./schemas.ts";\n`,
    security.isUsed(model) ? `import * as ${definitions.local("security")} from "./security.ts";\n` : "",
    referred.length === 0 ? "" : `import type { ${[...referred].sort().join(", ")} } from "./types.ts";\n`,
  ];
  return {
    text: `${imports.join("")}\n${operations.join("\n")}`,
    values,
    types: exported,
  };
}

/** The names of an operation's types. */
export function operationTypes({ name }: Operation): Readonly<Record<"data" | "input" | "result", string>> {
  const base = pascalCase(name);
  return { input: `${base}Input`, data: `${base}Data`, result: `${base}Result` };
}
