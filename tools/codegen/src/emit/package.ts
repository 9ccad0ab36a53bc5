import type { Model } from "@workshop/openapi";
import { reservedTypeNames, writeClient, writeIndex } from "./client.ts";
import { InputTypes } from "./input-types.ts";
import { writeOperations } from "./operations.ts";
import { RuntimeSchemas } from "./runtime-schemas.ts";
import { writeSchemaTypes } from "./schema.ts";
import { SchemaNames } from "./schema-names.ts";
import { SecurityNames } from "./security.ts";

/** The generated part of a client package. */
export interface GeneratedPackage {
  /** By name, not yet formatted. */
  readonly files: ReadonlyMap<string, string>;
  /** Schema keywords of the document that the clients cannot check. */
  readonly unchecked: readonly string[];
}

/** What a generated package exports, by name. */
export interface ExportedNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/**
 * Writes every module of `src/generated` for a document.
 *
 * @param name - the client's name in Pascal case: `Phoenix` gives `createPhoenixClient`.
 * @param part - the same model with fewer operations and a smaller document, where only these are to be written.
 */
export async function writePackage(model: Model, name: string, part: Model = model): Promise<GeneratedPackage> {
  const { modules, unchecked } = writeModules(model, name, part);
  const header = `// Generated from specs/${model.platform}.yaml and its overlay by \`pnpm generate\`. Changes made here are lost.\n\n`;
  const files = new Map([
    ...modules.flatMap(({ file, text }) => (text === undefined ? [] : [[file, text] as const])),
    ["index.ts", writeIndex(modules)],
    ["schema.ts", await writeSchemaTypes(part)],
  ]);
  return { files: new Map([...files].map(([file, text]) => [file, header + text])), unchecked };
}

/** The names that the generated part of a package exports, without the work of writing its schema types. */
export function exportedNames(model: Model, name: string): ExportedNames {
  const { modules } = writeModules(model, name, model);
  return { values: modules.flatMap(({ values }) => values), types: modules.flatMap(({ types }) => types) };
}

interface Module extends ExportedNames {
  readonly file: string;
  /** `undefined` for a module that is not needed, or is written elsewhere. */
  readonly text: string | undefined;
}

/** Every module but those that only list or are openapi-typescript's. */
function writeModules(
  model: Model,
  name: string,
  part: Model,
): { readonly modules: readonly Module[]; readonly unchecked: readonly string[] } {
  const schemaNames = new SchemaNames(model, reservedTypeNames(model, name));
  const schemas = new RuntimeSchemas(schemaNames);
  const security = new SecurityNames(model);
  const operations = writeOperations(part, new InputTypes(schemaNames), schemas, security);
  const auth = security.write(name);
  const authText = model.securitySchemes.length === 0 ? undefined : auth.text;
  return {
    modules: [
      { file: "client.ts", ...writeClient(part, name, auth) },
      { file: "operations.ts", ...operations },
      { file: "schema.ts", text: undefined, values: [], types: ["components", "paths"] },
      { file: "schemas.ts", text: schemas.module(), values: [], types: [] },
      { file: "security.ts", text: authText, values: [], types: auth.exists ? [`${name}Auth`] : [] },
    ],
    unchecked: schemas.notChecked(),
  };
}
