import { type Model, pascalCase, type Server } from "@workshop/openapi";
import { documentationOf } from "./operations.ts";
import { comment, literal } from "./text.ts";

/** Which of the client's names exist, for the list of exports. */
export interface ClientModule {
  readonly text: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Writes `client.ts`: the options, the transport and the client with all operations. */
export function writeClient(
  model: Model,
  name: string,
  auth: { readonly required: boolean; readonly exists: boolean },
): ClientModule {
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
    `import type { ClientOptions, Transport } from "@org/client-core";\n`,
    `import type { Client } from "openapi-fetch";\n`,
    `import { ${operations.join(", ")} } from "./operations.ts";\n`,
    `import type { paths } from "./schema.ts";\n`,
    auth.exists ? `import type { ${name}Auth } from "./security.ts";\n` : "",
    "\n",
    comment(`How ${name} is reached.`, server === undefined ? undefined : `\`baseUrl\` defaults to \`${server}\`.`),
    `export interface ${options} extends ClientOptions {\n${members.join("")}}\n\n`,
    comment(`All operations of ${name} as methods.`),
    `export interface ${name}Client {\n`,
    ...model.operations.map(
      (operation) => `${documentationOf(operation)}readonly ${operation.name}: ReturnType<typeof ${operation.name}>;\n`,
    ),
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
    `  return {\n${operations.map((operation) => `${operation}: ${operation}(transport),\n`).join("")}`,
    `raw: createRawClient<paths>(transport, [${operations.join(", ")}]),\n};\n}\n`,
  ];
  return {
    text: text.join(""),
    values: [`create${name}Client`, `create${name}Transport`],
    types: [`${name}Client`, options],
  };
}

/** The module that lists, name by name, what the generated part of a package exports. */
export function writeIndex(
  modules: readonly { file: string; values: readonly string[]; types: readonly string[] }[],
): string {
  return modules
    .map(({ file, values, types }) =>
      [
        values.length === 0 ? "" : `export { ${[...values].sort().join(", ")} } from "./${file}";\n`,
        types.length === 0 ? "" : `export type { ${[...types].sort().join(", ")} } from "./${file}";\n`,
      ].join(""),
    )
    .join("");
}

/** The first server that is a whole URL; a relative one says nothing about where the platform is. */
function defaultServer(servers: readonly Server[]): string | undefined {
  return servers.find(({ url }) => /^https?:\/\//u.test(url))?.url;
}

/** The names that a client's own modules use, which no schema may take. */
export function reservedTypeNames(model: Model, name: string): string[] {
  return [
    ...[
      "BinaryBody",
      "Blob",
      "CallOptions",
      "Date",
      "Failed",
      "OperationFactory",
      "Record",
      "Succeeded",
      "Unexpected",
      "UnboundedCallOptions",
    ],
    ...["Schema", "Client", "ClientOptions", "Transport", `${name}Client`, `${name}ClientOptions`, `${name}Auth`],
    ...model.operations.flatMap((operation) =>
      ["Data", "Input", "Result"].map((kind) => pascalCase(operation.name) + kind),
    ),
  ];
}
