import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf, withSection } from "@workshop/config/readme-section";
import {
  holderOf,
  type Model,
  type Operation,
  type Response,
  type Schema,
  type SecurityScheme,
} from "@workshop/openapi";
import { constraintsOf } from "../emit/documentation.ts";
import { SecurityNames } from "../emit/security.ts";
import { featuresOf, methodOf } from "./features.ts";

/** A README tells each operation of a document with this many at most; of a longer one, it lists them. */
const TOLD = 25;

/** What a README has to know of its package. */
export interface ReadmePackage {
  /** Such as `@org/phoenix-client`. */
  readonly packageName: string;
  /** Such as `Phoenix`, as in `createPhoenixClient`. */
  readonly name: string;
}

/** A README with its generated sections written anew; what stands outside of the marks stays as it is. */
export function writeReadme(readme: string, model: Model, client: ReadmePackage): string {
  const sections: Readonly<Record<string, () => string>> = {
    install: () => fill("install.md.template", model, client),
    operations: () => withoutMarks(operationsOf(model)),
    auth: () => withoutMarks(credentialsOf(model)),
    guide: () => fill("guide.md.template", model, client),
  };
  return Object.entries(sections).reduce(
    (text, [name, write]) => (sectionOf(text, name) === undefined ? text : withSection(text, name, write())),
    readme,
  );
}

/** Texts of a document end no section, wherever in it they stand. */
function withoutMarks(text: string): string {
  return text.replaceAll("<!--", "&lt;!--");
}

/** What all READMEs have in common, with the names of this one. */
function fill(template: string, model: Model, { packageName, name }: ReadmePackage): string {
  const auth = exampleAuth(model);
  const words: Readonly<Record<string, string>> = {
    auth,
    features: withoutMarks(featuresOf(model, { packageName, name, auth })),
    name,
    member: model.operations[0] === undefined ? "read" : methodOf(model.operations[0]),
    operation: model.operations[0]?.name ?? "read",
    package: packageName,
    platform: model.platform,
    scope: packageName.split("/")[0] ?? packageName,
  };
  return readFileSync(join(import.meta.dirname, template), "utf8")
    .replaceAll(/\{\{(\w+)\}\}/gu, (_whole, word: string) => words[word] ?? "")
    .trim();
}

/** The option `auth` of an example, after another option: it has to compile, so that it gives what the first alternative asks for. */
export function exampleAuth(model: Model): string {
  const [first = []] = new SecurityNames(model).credentials();
  const values = first.map((credential) => {
    const scheme = model.securitySchemes.find((one) => one.credential === credential);
    const name = /^[A-Za-z_$][\w$]*$/u.test(credential) ? credential : JSON.stringify(credential);
    return `${name}: ${exampleSecret(scheme)}`;
  });
  return values.length === 0 ? "" : `, auth: { ${values.join(", ")} }`;
}

function exampleSecret(scheme: SecurityScheme | undefined): string {
  if (scheme?.type === "oauth2") return '{ accessToken: "..." }';
  return scheme?.type === "http" && scheme.scheme === "basic" ? '{ username: "...", password: "..." }' : '"..."';
}

function operationsOf(model: Model): string {
  const rows = model.operations.map((operation) => [
    calledAs(operation),
    `\`${requestOf(operation)}\``,
    `${operation.deprecated ? "(deprecated) " : ""}${operation.summary ?? ""}`,
  ]);
  const list = table(["method", "request", "what it does"], rows);
  const told = model.operations.length > TOLD ? [] : model.operations.map((operation) => tell(operation, model));
  return [list, ...leftOut(model), ...told].join("\n\n");
}

/** The method of an operation, and its own name where that says something else. */
function calledAs(operation: Operation): string {
  const { name, group } = operation;
  const own = group === undefined || group.method === name ? "" : ` (\`${name}\`)`;
  return `\`${methodOf(operation)}\`${own}`;
}

function leftOut({ leftOut: operations }: Model): string[] {
  if (operations.length === 0) return [];
  const items = operations.map(({ operation, reason }) => `- \`${operation}\`: ${cell(reason)}`);
  return ["Left out, since the document describes them so that they cannot be used:", items.join("\n")];
}

function requestOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

/** What a user has to know of an operation, besides its types. */
function tell(operation: Operation, model: Model): string {
  const { inputRules, unbounded, retry, outcome, servers } = operation;
  const refusals = [
    ...inputRules.map(({ message }) => message),
    ...(unbounded === undefined ? [] : [`${unbounded.message}; \`allowUnbounded: true\` says that it is meant`]),
  ];
  return [
    `### ${methodOf(operation)}`,
    `\`${requestOf(operation)}\``,
    servers[0] === undefined ? undefined : `It has a server of its own: \`${servers[0].template}\`.`,
    table(["input", "", "what it is"], inputsOf(operation, model)),
    refusals.length === 0
      ? undefined
      : `**Refused before it is sent**\n\n${refusals.map((text) => `- ${text}`).join("\n")}`,
    table(["response", "what it says", "the call"], operation.responses.flatMap(responseRows)),
    outcome === undefined ? undefined : `**A success** is ${successOf(outcome)}.`,
    retry === undefined ? undefined : `**A repeat** is rated ${retry.rating}: ${retry.reason}.`,
    outcome === undefined ? undefined : `**If no response came**, ${outcome.findOut}.`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("\n\n");
}

function inputsOf(operation: Operation, model: Model): string[][] {
  const parameters = operation.parameters.map((parameter) => [
    `\`${holderOf(parameter)}.${parameter.name}\``,
    parameter.required ? "required" : "",
    words(parameter.description, parameter.schema),
  ]);
  const media = operation.requestBody?.content[0];
  const body = media?.schema === undefined ? undefined : model.resolve(media.schema);
  if (typeof body !== "object" || body.properties === undefined) {
    return operation.requestBody === undefined
      ? parameters
      : [...parameters, ["`body`", operation.requestBody.required ? "required" : "", words(undefined, body ?? true)]];
  }
  const properties = Object.entries(body.properties).map(([name, schema]) => [
    `\`body.${name}\``,
    body.required?.includes(name) === true ? "required" : "",
    words(undefined, model.resolve(schema)),
  ]);
  return [...parameters, ...properties];
}

/** The first sentence of a description, and what a type cannot say. */
function words(description: string | undefined, schema: Schema): string {
  const told = description ?? (typeof schema === "object" ? schema.description : undefined) ?? "";
  const sentence = /^.*?[.!?](?=\s|$)/su.exec(told)?.[0] ?? told;
  const constraints = typeof schema === "object" ? constraintsOf(schema) : undefined;
  if (constraints === undefined) return sentence;
  const bounds = constraints.charAt(0).toUpperCase() + constraints.slice(1);
  if (sentence === "") return bounds;
  return `${sentence}${/[.!?]$/u.test(sentence) ? "" : "."} ${bounds}`;
}

function responseRows({ status, description = "", content }: Response): string[][] {
  const isSuccess = /^(?:2|default$)/u.test(status);
  const ending = isSuccess ? "resolves" : `\`ApiError\`, status ${status}`;
  const failures = content.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  return [
    [status, description, ending],
    ...(failures.length === 0 ? [] : [[status, "a failure, by what the body says", `\`ApiError\`, status ${status}`]]),
  ];
}

function successOf({ completion, job, count, answered }: NonNullable<Operation["outcome"]>): string {
  const named = [
    job === undefined ? undefined : `\`receipt.job\` is the response's \`${job}\``,
    count === undefined ? undefined : `\`receipt.count\` its \`${count}\``,
    answered === undefined ? undefined : "`receipt.difference` is what it left out, or did besides",
  ].filter((part) => part !== undefined);
  const meaning = completion === "accepted" ? "`accepted`: the platform will do it" : "`completed`: it is done";
  return [meaning, ...named].join("; ");
}

function credentialsOf(model: Model): string {
  const schemes = new Map(model.securitySchemes.map((scheme) => [scheme.credential, scheme]));
  const rows = new SecurityNames(model)
    .credentials()
    .map((names) => [
      names.length === 0 ? "nothing" : `\`auth: { ${names.join(", ")} }\``,
      names.map((name) => carrierOf(schemes.get(name))).join(" and "),
    ]);
  if (rows.length === 0) return "The document asks for no credential.";
  const isOptional = model.operations.some(({ security }) => security.some(({ schemes }) => schemes.length === 0));
  const none = isOptional ? "\n\nIt may be left out where the server asks for none." : "";
  return `${table(["any one of", "sent as"], rows)}${none}\n\nEach secret is a text, or a function (async, too) that gives one.`;
}

function carrierOf(scheme: SecurityScheme | undefined): string {
  switch (scheme?.type) {
    case "apiKey":
      return scheme.in === "query"
        ? `the query parameter \`${scheme.parameterName}\``
        : `the ${scheme.in} \`${scheme.parameterName}\`${scheme.in === "cookie" ? " (refused in browsers, which cannot send it)" : ""}`;
    case "http":
      return scheme.scheme === "basic" ? "user name and password (Basic)" : `\`Authorization: ${scheme.scheme} ...\``;
    case "oauth2": {
      const functions = { clientCredentials: "clientCredentialsGrant", password: "passwordGrant" } as const;
      const grants = scheme.flows.flatMap(({ grant }) =>
        grant === "clientCredentials" || grant === "password" ? [`, or what \`${functions[grant]}(...)\` gives`] : [],
      );
      return `a token of OAuth2: \`{ accessToken }\`${[...new Set(grants)].join("")}`;
    }
    case "openIdConnect":
      return "`Authorization: Bearer ...`";
    default:
      return "";
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

/** A text of the document within a table: it neither ends the cell, nor the section. */
function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<!--", "&lt;!--")
    .replaceAll(/\s*\n\s*/gu, " ")
    .trim();
}
