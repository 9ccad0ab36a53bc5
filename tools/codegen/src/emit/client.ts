import { isAbsolute, type Model, rootServer } from "@workshop/openapi";
import { makeGroup, membersOf, methodsType } from "./groups.ts";
import type { Module } from "./operations.ts";
import { defaultBaseUrl, serverOptions, writeServers } from "./servers.ts";
import { comment, literal, object } from "./text.ts";

/**
 * Writes `client.ts`: the options, the transport and the client with all operations.
 * @param credentials - the sets of credentials that the document accepts
 * @param alternatives - the constants of the authenticators, in the same sets, and an empty one where none is needed
 */
export function writeClient(
  model: Model,
  name: string,
  auth: { readonly required: boolean; readonly exists: boolean },
  credentials: readonly (readonly string[])[],
  alternatives: readonly (readonly string[])[],
): Module {
  const server = defaultBaseUrl(model);
  const servers = writeServers(model);
  const required = auth.required || server === undefined;
  const options = `${name}ClientOptions`;
  const parameter = `options: ${options}${required ? "" : " = {}"}`;
  const operations = model.operations.map((operation) => operation.name);
  const { own, groups } = membersOf(model);
  const members = [
    ...(server === undefined ? [`${placeOf(model)}readonly baseUrl: string;\n`] : []),
    ...serverOptions(model),
    ...(auth.exists
      ? [`readonly auth${auth.required ? "" : "?"}: ${name}Auth${auth.required ? "" : " | undefined"};\n`]
      : []),
  ];
  const platform = object([
    ["name", literal(name)],
    ["server", server === undefined ? undefined : literal(server)],
    ["servers", servers],
    ["auth", literal(credentials)],
  ]);
  // An operation of that name is the document's own.
  const reads = own.every((operation) => operation.name !== "read");
  const isGrouped = groups.length > 0;
  const methods = isGrouped ? methodsType(own) : " extends Methods<typeof operations>";
  const typeImports = [
    "ClientOptions",
    ...(methods === "" ? [] : ["Methods"]),
    ...(reads ? ["Read"] : []),
    "Transport",
  ];
  const imports = [
    ...(reads ? ["createRead"] : []),
    "createTransport",
    ...(servers === undefined ? [] : ["serversOf"]),
    ...(isGrouped ? ["withGroups"] : []),
  ];
  const documentation = comment(
    "Reads any path of the same server with the same credentials: to find out what became of a call.",
  );
  const sets = `[${alternatives.map((set) => `[${set.map((constant) => `security.${constant}`).join(", ")}]`).join(", ")}]`;
  const text = [
    `import type { ${typeImports.join(", ")} } from "@org/client-core";\n`,
    `import { ${imports.join(", ")} } from "@org/client-core/generated";\n`,
    isGrouped ? `import type { ${groups.map(({ type }) => type).join(", ")} } from "./groups.ts";\n` : "",
    `import * as operations from "./operations.ts";\n`,
    auth.exists ? `import type { ${name}Auth } from "./security.ts";\n` : "",
    reads && auth.exists ? `import * as security from "./security.ts";\n` : "",
    "\n",
    comment(`How ${name} is reached.`, server === undefined ? undefined : `\`baseUrl\` defaults to \`${server}\`.`),
    `export interface ${options} extends ClientOptions {\n${members.join("")}}\n\n`,
    comment(`All operations of ${name} as methods.`, leftOutOf(model)),
    `export interface ${name}Client${methods} {`,
    reads || isGrouped ? "\n" : "",
    ...groups.map((group) => `${comment(group.description)}readonly ${group.name}: ${group.type};\n`),
    reads ? `${documentation}readonly read: Read;\n` : "",
    "}\n\n",
    comment(
      "The connection that operations share. Bind single operations to it where a bundler shall drop all others:",
      `\`const ${operations[0]}Only = ${operations[0]}(create${name}Transport(options))\`.`,
      "@throws `InvalidRequestError` if an option cannot be used.",
    ),
    `export function create${name}Transport(${parameter}): Transport {\n`,
    `  return createTransport(${platform}, options);\n}\n\n`,
    comment(`A client for ${name}.`, "@throws `InvalidRequestError` if an option cannot be used."),
    `export function create${name}Client(${parameter}): ${name}Client {\n`,
    `  const transport = create${name}Transport(options);\n`,
    isGrouped ? "  return withGroups({\n" : "  return {\n",
    ...own.map((operation) => `${operation.name}: operations.${operation.name}(transport),\n`),
    reads ? `read: createRead(transport, ${sets}),\n` : "",
    isGrouped ? `}, {\n${groups.map((group) => `${group.name}: ${makeGroup(group)},\n`).join("")}});\n}\n` : "};\n}\n",
  ];
  return {
    text: text.join(""),
    values: [`create${name}Client`, `create${name}Transport`],
    types: [`${name}Client`, options],
  };
}

/** What the client does not have, in words. */
function leftOutOf({ leftOut }: Model): string | undefined {
  if (leftOut.length === 0) return undefined;
  return `Left out, since the document describes them so that they cannot be used: ${leftOut.map(({ operation }) => `\`${operation}\``).join(", ")}.`;
}

/** Writes `openapi-fetch.ts`: the same operations by method and path, for an entry point of its own. */
export function writeFetchClient(model: Model, name: string, auth: { readonly required: boolean }): string {
  const required = auth.required || defaultBaseUrl(model) === undefined;
  const operations = model.operations.map((operation) => operation.name);
  return [
    `import { createFetchClient, type FetchClient } from "@org/client-core/openapi-fetch";\n`,
    `import * as client from "./index.ts";\n`,
    `import type { ${name}ClientOptions } from "./index.ts";\n`,
    `import type { paths } from "./paths.ts";\n\n`,
    comment(
      `The operations of ${name} by method and path, with openapi-fetch's own interface, on the same engine.`,
      "@throws `InvalidRequestError` if an option cannot be used.",
    ),
    `export function create${name}FetchClient(options: ${name}ClientOptions${required ? "" : " = {}"}): FetchClient<paths> {\n`,
    `  return createFetchClient<paths>(client.create${name}Transport(options), {\n`,
    ...operations.map((operation) => `${operation}: client.${operation},\n`),
    "});\n}\n",
  ].join("");
}

/** Writes `testing.ts`: a fake of the platform, for an entry point of its own. */
export function writeTesting(model: Model, name: string): string {
  const operations = model.operations.map((operation) => operation.name);
  const type = `Fake<{\n${operations.map((operation) => `${operation}: typeof client.${operation};\n`).join("")}}>`;
  return [
    `import { createFake, type Fake } from "@org/client-core/testing";\n`,
    `import * as client from "./index.ts";\n\n`,
    comment(`A fake of ${name} for your own tests.`),
    `export interface ${name}Fake extends ${type} {}\n\n`,
    comment(
      `Makes a fake of ${name}: \`create${name}Client({ fetch: fake.fetch, ... })\` sends nothing anywhere, and fails as it would fail.`,
    ),
    `export function create${name}Fake(): ${name}Fake {\n`,
    "return createFake({\n",
    ...operations.map((operation) => `${operation}: client.${operation},\n`),
    "});\n}\n",
  ].join("");
}

/** What to say of a base URL that the document leaves open. */
function placeOf(model: Model): string {
  const root = rootServer(model);
  if (root === undefined || isAbsolute(root)) return "";
  return comment(
    `Where the platform is: its host, to which the document's server \`${root.template}\` is added; or the whole of it, with that at its end.`,
  );
}
