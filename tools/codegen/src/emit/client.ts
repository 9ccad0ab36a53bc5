import type { Model, Server } from "@workshop/openapi";
import type { Module } from "./operations.ts";
import { comment, literal } from "./text.ts";

/** Writes `client.ts`: the options, the transport and the client with all operations. */
export function writeClient(
  model: Model,
  name: string,
  auth: { readonly required: boolean; readonly exists: boolean },
): Module {
  const server = defaultServer(model.servers);
  const required = auth.required || server === undefined;
  const options = `${name}ClientOptions`;
  const parameter = `options: ${options}${required ? "" : " = {}"}`;
  const operations = model.operations.map((operation) => operation.name);
  const members = [
    ...(server === undefined ? ["readonly baseUrl: string;\n"] : []),
    ...(auth.exists ? [`readonly auth${auth.required ? "" : "?"}: ${name}Auth;\n`] : []),
  ];
  const text = [
    `import { createRawClient, createTransport } from "@org/client-core";\n`,
    `import type { ClientOptions, Methods, Transport } from "@org/client-core";\n`,
    `import type { Client } from "openapi-fetch";\n`,
    `import * as operations from "./operations.ts";\n`,
    `import type { paths } from "./paths.ts";\n`,
    auth.exists ? `import type { ${name}Auth } from "./security.ts";\n` : "",
    "\n",
    comment(`How ${name} is reached.`, server === undefined ? undefined : `\`baseUrl\` defaults to \`${server}\`.`),
    `export interface ${options} extends ClientOptions {\n${members.join("")}}\n\n`,
    comment(`All operations of ${name} as methods.`),
    `export interface ${name}Client extends Methods<typeof operations> {\n`,
    comment("The same operations by method and path, with openapi-fetch's own interface, on the same transport."),
    `readonly raw: Client<paths>;\n}\n\n`,
    comment(
      "The connection that operations share. Bind single operations to it where a bundler shall drop all others:",
      `\`const ${operations[0]}Only = ${operations[0]}(create${name}Transport(options))\`.`,
      "@throws `InvalidRequestError` if an option cannot be used.",
    ),
    `export function create${name}Transport(${parameter}): Transport {\n`,
    `  return createTransport(${literal(name)}, options${server === undefined ? "" : `, ${literal(server)}`});\n}\n\n`,
    comment(`A client for ${name}.`, "@throws `InvalidRequestError` if an option cannot be used."),
    `export function create${name}Client(${parameter}): ${name}Client {\n`,
    `  const transport = create${name}Transport(options);\n`,
    `  return {\n${operations.map((operation) => `${operation}: operations.${operation}(transport),\n`).join("")}`,
    `raw: createRawClient<paths>(transport, [${operations.map((operation) => `operations.${operation}`).join(", ")}]),\n};\n}\n`,
  ];
  return {
    text: text.join(""),
    values: [`create${name}Client`, `create${name}Transport`],
    types: [`${name}Client`, options],
  };
}

/** The first server that is a whole URL; a relative one says nothing about where the platform is. */
function defaultServer(servers: readonly Server[]): string | undefined {
  return servers.find(({ url }) => /^https?:\/\//u.test(url))?.url;
}
