import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError, type Model } from "@workshop/openapi";
import { CheckWriter } from "./checks.ts";
import { writeClient, writeFetchClient, writeTesting } from "./client.ts";
import { groupType, writeGroups } from "./groups.ts";
import { type Module, operationTypes, writeOperations } from "./operations.ts";
import { writePaths } from "./paths.ts";
import { SchemaNames } from "./schema-names.ts";
import { SecurityNames } from "./security.ts";
import { type RenamedSchema, TypeNames } from "./type-names.ts";
import { TypeWriter } from "./types.ts";

/** The generated part of a client package. */
export interface GeneratedPackage {
  /** By name, not yet formatted. */
  readonly files: ReadonlyMap<string, string>;
  /** Schema keywords of the document that the clients cannot check. */
  readonly unchecked: readonly string[];
  /** Schemas whose types are called otherwise, since the client exports something of their name. */
  readonly renamed: readonly RenamedSchema[];
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
  const { modules, fetchClient, unchecked, renamed } = writeModules(model, name, part);
  const header = `// Generated from specs/${model.platform}.yaml and its overlay by \`pnpm generate\`. Changes made here are lost.\n\n`;
  const files = new Map([
    ...[...modules].map(([file, { text }]) => [file, text] as const),
    ["index.ts", writeIndex(modules)],
    ["openapi-fetch.ts", fetchClient],
    ["testing.ts", writeTesting(part, name)],
    ["paths.ts", await writePaths(part)],
  ]);
  return { files: new Map([...files].map(([file, text]) => [file, header + text])), unchecked, renamed };
}

/** The names that the generated part of a package exports, without the work of writing its `paths`. */
export function exportedNames(model: Model, name: string): ExportedNames {
  const modules = [...writeModules(model, name, model).modules.values()];
  return { values: modules.flatMap(({ values }) => values), types: modules.flatMap(({ types }) => types) };
}

/** Every module but the one that only lists and openapi-typescript's. */
function writeModules(
  model: Model,
  name: string,
  part: Model,
): {
  readonly modules: ReadonlyMap<string, Module>;
  /** The module of the entry point for openapi-fetch. */
  readonly fetchClient: string;
  readonly unchecked: readonly string[];
  readonly renamed: readonly RenamedSchema[];
} {
  refuseOwnNames(model, name);
  const taken = [...coreNames(), ...clientNames(model, name)];
  const names = new TypeNames(model, taken);
  const types = new TypeWriter(model, names);
  const checks = new CheckWriter(new SchemaNames(model, [...taken, "Check"]));
  const security = new SecurityNames(model);
  const operations = writeOperations(part, types, checks, security, names);
  const auth = security.write(name);
  const modules = new Map<string, Module>([
    ["client.ts", writeClient(part, name, auth, security.credentials(), security.together())],
    ["operations.ts", operations],
  ]);
  const grouped = writeGroups(part);
  if (grouped !== undefined) modules.set("groups.ts", grouped);
  const declared = types.module();
  if (declared !== undefined) modules.set("types.ts", { ...declared, values: [] });
  const checked = checks.module();
  if (checked !== undefined) modules.set("schemas.ts", { text: checked, values: [], types: [] });
  if (model.securitySchemes.length > 0) {
    modules.set("security.ts", { text: auth.text, values: [], types: auth.exists ? [`${name}Auth`] : [] });
  }
  const fetchClient = writeFetchClient(part, name, auth);
  return { modules, fetchClient, unchecked: checks.notChecked(), renamed: names.renamed };
}

/** @throws {DocumentError} if an operation is called as a function that makes a client is. */
function refuseOwnNames({ operations }: Model, name: string): void {
  const own = ["Client", "Transport"].map((made) => `create${name}${made}`);
  const other = operations.find((operation) => own.includes(operation.name));
  if (other === undefined) return;
  throw new DocumentError(
    other.source,
    `the operation is called \`${other.name}\`, as a function of the client is`,
    `name it otherwise, in the overlay: { target: "$.paths['${other.path}'].${other.method}", update: { operationId: ... } }`,
  );
}

/** The module that lists, name by name, what the generated part of a package exports. */
function writeIndex(modules: ReadonlyMap<string, Module>): string {
  return [...modules]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([file, { values, types }]) =>
      [
        values.length === 0 ? "" : `export { ${[...values].sort().join(", ")} } from "./${file}";\n`,
        types.length === 0 ? "" : `export type { ${[...types].sort().join(", ")} } from "./${file}";\n`,
      ].join(""),
    )
    .join("");
}

/** Names of types that mean something in the generated modules, or to whoever imports all of a client, without being imported. */
const GLOBALS =
  "Array AsyncIterable AsyncIterator Blob Date Exclude Extract Iterable Iterator NonNullable Omit Partial Pick Promise " +
  "Readonly ReadonlyArray ReadableStream Record Required Uint8Array";

/** The names that are the client's own. */
function clientNames(model: Model, name: string): string[] {
  return [
    ...GLOBALS.split(" "),
    ...["Client", "ClientOptions", "Auth"].map((suffix) => name + suffix),
    ...["components", "paths"],
    ...model.groups.map(groupType),
    // In scripts without capitals a type would have the very name of an operation.
    ...model.operations.flatMap((operation) => [operation.name, ...Object.values(operationTypes(operation))]),
  ];
}

const CORE = join(import.meta.dirname, "../../../../packages/client-core/src");

/** What client-core exports, and so every client: no schema may take such a name. */
export function coreNames(): string[] {
  const text = readFileSync(join(CORE, "public.ts"), "utf8");
  return [...text.matchAll(/export (?:type )?\{([^}]*)\}/gu)].flatMap(([, list = ""]) =>
    list.split(",").flatMap(
      (name) =>
        name
          .trim()
          .replace(/^type /u, "")
          .split(" as ")
          .at(-1) || [],
    ),
  );
}
