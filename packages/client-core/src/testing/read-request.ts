import type { CompiledOperation } from "../engine/compile.ts";
import { bareRecord } from "../records.ts";
import type { FakeRequest } from "./script.ts";

export type Asked = Omit<FakeRequest, "wasCarriedOut">;

/** An operation, by the name under which the client has it. */
export interface NamedOperation {
  readonly name: string;
  readonly operation: CompiledOperation;
}

/** Reads a request as a server does: which operation it is for, and what it says. */
export async function readRequest(request: Request, operations: readonly NamedOperation[]): Promise<Asked> {
  const { method, url, headers } = request;
  const { pathname, searchParams } = new URL(url);
  const found = operations
    .filter(({ operation }) => operation.method === method)
    .map(({ name, operation }) => ({ name, path: parametersOf(operation.path, pathname) }))
    // Of several, the one that says most itself.
    .sort((one, other) => Object.keys(one.path ?? {}).length - Object.keys(other.path ?? {}).length)
    .find(({ path }) => path !== undefined);
  const query = bareRecord<string | readonly string[]>();
  for (const name of new Set(searchParams.keys())) {
    const [only = "", ...others] = searchParams.getAll(name);
    query[name] = others.length ? [only, ...others] : only;
  }
  return {
    operation: found?.name ?? (method === "GET" ? "read" : undefined),
    method,
    url,
    headers: Object.fromEntries(headers),
    path: found?.path ?? bareRecord<string>(),
    query,
    body: await bodyOf(request),
  };
}

/** What a path has in the place of each parameter; `undefined`: it is another path. The base URL may have a path of its own. */
function parametersOf(template: string, pathname: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template
    .split(/(\{[^}]*\})/)
    .map((part) => {
      if (!part.startsWith("{")) return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      names.push(part.slice(1, -1));
      return "([^/]+)";
    })
    .join("");
  const match = new RegExp(`${pattern}$`).exec(pathname);
  if (!match) return undefined;
  const values = bareRecord<string>();
  for (const [index, name] of names.entries()) values[name] = decoded(match[index + 1] ?? "");
  return values;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (/multipart|urlencoded/.test(type)) {
    const form = await request.formData();
    return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
  }
  if (type && !/json|^text\//.test(type)) return request.blob();
  const text = await request.text();
  if (text === "") return undefined;
  return /json/.test(type) ? JSON.parse(text) : text;
}
