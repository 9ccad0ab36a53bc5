import type { LoadablePackage } from "@workshop/config/client-packages";
import { textOf } from "@workshop/contract";
import { camelCase } from "@workshop/openapi";
import type { ExampleCall } from "./example-call.ts";

/** A program of a few lines that makes the call with the platform's package, ready to paste. */
export function clientSnippet(url: string, { name, factory }: LoadablePackage, call: ExampleCall): string {
  const client = camelCase(factory.replace(/^create/, "").replace(/Client$/, ""));
  const options = Object.keys(call.auth).length === 0 ? { baseUrl: url } : { baseUrl: url, auth: call.auth };
  const takesOptions = Object.keys(call.options).length > 0;
  const args = [...(call.input === undefined ? [] : [call.input]), ...(takesOptions ? [call.options] : [])];
  return [
    `import { ${factory} } from "${name}";`,
    "",
    `const ${client} = ${factory}(${literal(options)});`,
    `console.log(await ${client}.${call.member.join(".")}.result(${args.map((arg) => literal(arg)).join(", ")}));`,
  ].join("\n");
}

/** The same call for a shell. */
export function curlSnippet(url: string, { request }: ExampleCall): string {
  const headers = request.headers.map(([header, value]) => ` -H ${quoted(`${header}: ${value}`)}`).join("");
  const body = request.body.length === 0 ? "" : ` --data-raw ${quoted(textOf(request))}`;
  return `curl -i -X ${request.method} ${quoted(url + request.target)}${headers}${body}`;
}

/** A value as a person writes it in a program. */
export function literal(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([name, item]) => `${propertyName(name)}: ${literal(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return `${open}${close}`;
  const flat = Array.isArray(value) ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
  if (!flat.includes("\n") && indent.length + flat.length <= 100) return flat;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${indent}${close}`;
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : JSON.stringify(name);
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
