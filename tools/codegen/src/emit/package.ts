import type { Model } from "@workshop/spec";
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

/**
 * Writes every module of `src/generated` for a document.
 *
 * @param name - the client's name in Pascal case: `Phoenix` gives `createPhoenixClient`.
 */
export async function writePackage(model: Model, name: string): Promise<GeneratedPackage> {
  const reserved = reservedTypeNames(model, name);
  const schemaNames = new SchemaNames(model, reserved);
  const schemas = new RuntimeSchemas(schemaNames);
  const security = new SecurityNames(model);
  const operations = writeOperations(model, new InputTypes(schemaNames), schemas, security);
  const auth = security.write(name);
  const client = writeClient(model, name, auth);
  const runtime = schemas.module();
  const header = `// Generated from specs/${model.platform}.yaml and its overlay by \`pnpm generate\`. Changes made here are lost.\n\n`;
  const index = writeIndex([
    { file: "client.ts", ...client },
    { file: "operations.ts", values: operations.values, types: operations.types },
    { file: "schema.ts", values: [], types: ["components", "paths"] },
    { file: "security.ts", values: [], types: auth.exists ? [`${name}Auth`] : [] },
  ]);
  const files = new Map([
    ["client.ts", client.text],
    ["index.ts", index],
    ["operations.ts", operations.text],
    ["schema.ts", await writeSchemaTypes(model)],
    ...(runtime === undefined ? [] : [["schemas.ts", runtime] as const]),
    ...(model.securitySchemes.length === 0 ? [] : [["security.ts", auth.text] as const]),
  ]);
  return {
    files: new Map([...files].map(([file, text]) => [file, header + text])),
    unchecked: schemas.notChecked(),
  };
}
