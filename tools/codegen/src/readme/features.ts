import {
  contentOfResponse,
  isSuccess,
  type Model,
  memberPath,
  type Operation,
  ownServers,
  rootServer,
} from "@workshop/openapi";
import { operationTypes } from "../emit/operations.ts";
import { defaultBaseUrl } from "../emit/servers.ts";

/** What sections of a README have to know of its client. */
interface Client {
  readonly packageName: string;
  readonly name: string;
  /** The option `auth` of an example, after another option. */
  readonly auth: string;
}

/** What a README tells only where a document has it: groups, streams, pages, servers. Empty where it has none of these. */
export function featuresOf(model: Model, client: Client): string {
  return [groupsOf(model, client), streamsOf(model, client), pagesOf(model, client), serversOf(model, client)]
    .filter((section) => section !== undefined)
    .map((section) => `${section}\n\n`)
    .join("");
}

/** Names of operations in a sentence; of many, the first. */
function named(operations: readonly Operation[]): string {
  const names = operations.map((operation) => `\`${methodOf(operation)}\``);
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

/** A method as it stands behind a client. */
export function methodOf(operation: Operation): string {
  return memberPath(operation).join(".");
}

/** A program that makes a client. It compiles for any input. */
function program({ packageName, name, auth }: Client, types: string, lines: readonly string[], options = ""): string {
  const baseUrl = 'baseUrl: "https://platform.example.com"';
  return [
    "```ts",
    `import { create${name}Client${types === "" ? "" : `, type ${types}`} } from "${packageName}";`,
    "",
    `const client = create${name}Client({ ${baseUrl}${auth}${options} });`,
    ...(lines.length === 0 ? [] : ["", ...lines]),
    "```",
  ].join("\n");
}

function groupsOf({ operations, groups }: Model, client: Client): string | undefined {
  const first = operations.find(({ group }) => group !== undefined);
  if (first === undefined) return undefined;
  const { input } = operationTypes(first);
  return [
    "## Groups",
    `Methods stand in groups: ${groups.map(({ name }) => `\`client.${name}\``).join(", ")}. An operation has a name of its own ` +
      `besides (\`${first.name}\`), by which it is imported alone, and which errors, receipts and fakes say.`,
    program(client, input, [
      `export async function call(input: ${input}): Promise<void> {`,
      `  await client.${methodOf(first)}(input);`,
      "}",
    ]),
  ].join("\n\n");
}

function streamsOf(model: Model, client: Client): string | undefined {
  const streaming = model.operations.filter((operation) =>
    operation.responses
      .filter((response) => isSuccess(operation, response))
      .some(({ content }) => content.some((media) => contentOfResponse(model, media).kind === "items")),
  );
  const [first] = streaming;
  if (first === undefined) return undefined;
  const { input } = operationTypes(first);
  return [
    "## Streams",
    "What comes item by item (events, lines of JSON) is an async iterable, each item checked and typed: " +
      `${named(streaming)}. \`.stream(input)\` asks for the stream alone; where the server may give a value instead, the plain call ` +
      "gives either. Leaving the loop ends the connection. The deadline holds until the first item and then for each, and " +
      "`maxResponseBytes` for each item; a stream that breaks, or an item that is not as declared, is an `OutcomeUnknownError`.",
    program(client, input, [
      `export async function listen(input: ${input}): Promise<void> {`,
      `  for await (const item of await client.${methodOf(first)}.stream(input)) console.log(item);`,
      "}",
    ]),
    "In tests, a fake is given the list of items, and `cutAfter` (a number of items) and `delay` (milliseconds between them).",
  ].join("\n\n");
}

function pagesOf(model: Model, client: Client): string | undefined {
  const paged = model.operations.filter(({ pagination }) => pagination !== undefined);
  const [first] = paged;
  if (first === undefined) return undefined;
  const { input } = operationTypes(first);
  return [
    "## Results in pages",
    `\`.pages(input)\` and \`.items(input)\` of ${named(paged)} ask for one page after the other, each when it is wanted; options ` +
      "hold for each call. A server that leads back to a page that was there ends them with an error: they never go on for " +
      "ever, and never pass for complete.",
    program(client, input, [
      `export async function listAll(input: ${input}): Promise<void> {`,
      `  for await (const item of client.${methodOf(first)}.items(input)) console.log(item);`,
      "}",
    ]),
  ].join("\n\n");
}

function serversOf(model: Model, client: Client): string | undefined {
  const root = rootServer(model);
  const own = [...ownServers(model).values()];
  const [other] = own;
  const servers = [...(root === undefined ? [] : [root]), ...own];
  const variable = servers.flatMap(({ variables }) => variables)[0];
  if (other === undefined && variable === undefined) return undefined;
  const elsewhere =
    other === undefined
      ? []
      : [
          "Some operations have a server of their own, for which `baseUrl` does not stand. Where `baseUrl` is another place than " +
            "the document's, their calls are refused until `servers` says where they go, by what the document writes: " +
            `${own.map(({ template }) => `\`${template}\``).join(", ")}.`,
        ];
  const open =
    variable === undefined
      ? []
      : ["`serverVariables` says what the URLs of servers leave open; without it, the document's own defaults hold."];
  const options = [
    other === undefined ? "" : `, servers: { ${JSON.stringify(other.template)}: "https://other.example.com" }`,
    variable === undefined
      ? ""
      : `, serverVariables: { ${JSON.stringify(variable.name)}: ${JSON.stringify(variable.default)} }`,
  ];
  const example = program(client, "", [], options.join(""));
  // Where variables are part of the document's URL, a base URL would stand for all of it.
  const isOfRoot = other === undefined && defaultBaseUrl(model) !== undefined;
  const shown = isOfRoot ? example.replace('baseUrl: "https://platform.example.com", ', "") : example;
  return ["## Servers", ...elsewhere, ...open, shown].join("\n\n");
}
