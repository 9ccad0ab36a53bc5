import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parse } from "yaml";
import { compile, type GeneratedClient, generateClient } from "../agreement/generated-client.ts";

/** A request as it leaves a client. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As text; `undefined`: none. */
  readonly body: string | undefined;
}

/** What is used here of an operation. */
export interface AnyOperation {
  (input?: unknown, options?: unknown): Promise<unknown>;
  plan(input?: unknown, options?: unknown): { readonly method: string; readonly url: string; readonly body: unknown };
  result(input?: unknown, options?: unknown): Promise<{ readonly receipt: { readonly server: string } }>;
}

/** A client generated from a document, whose requests are kept and answered with 204. */
export interface Subject {
  readonly client: GeneratedClient;
  readonly sent: Sent[];
  create(options?: object): Promise<Readonly<Record<string, AnyOperation>>>;
}

const CASES = join(import.meta.dirname, "..", "cases");

/** The document of a case, by its name without `.yaml`. */
export function documentOfCase(name: string): object {
  return parse(readFileSync(join(CASES, `${name}.yaml`), "utf8")) as object; // a document is a mapping
}

/** Generates a client of a document. */
export async function clientOf(document: object): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), "requests-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const client = await generateClient(folder, document);
  const sent: Sent[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { method = "GET", headers, body } = init;
    // As the runtime writes it: text of a form, with its boundary.
    const text = body === null || body === undefined ? undefined : await new Response(body).text();
    sent.push({ method, url, headers: { ...(headers as Record<string, string>) }, body: text }); // what the engine gives
    return new Response(null, { status: 204 });
  };
  return {
    client,
    sent,
    async create(options = {}) {
      // What was just generated: its shape is the clients' public API.
      const createSmallClient = (await client.load()) as unknown as (
        given: object,
      ) => Readonly<Record<string, AnyOperation>>;
      return createSmallClient({ fetch, retry: false, ...options });
    },
  };
}

/** A document of operations, each at a path. */
export function documentWith(paths: object, rest: object = {}): object {
  return {
    openapi: "3.0.3",
    info: { title: "Small", version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths,
    ...rest,
  };
}

/** An operation that answers 204. */
export const operation = (name: string, rest: object = {}): object => ({
  operationId: name,
  responses: { "204": { description: "done" } },
  ...rest,
});

/** What the compiler says of lines after `const c = createSmallClient(...)`, by their index. */
export function complaints(client: GeneratedClient, lines: readonly string[]): readonly (string | undefined)[] {
  const head = [
    'import { createSmallClient as create } from "./generated/index.ts";',
    "declare const any: never;",
    "void any;",
  ];
  const found = compile(client, [...head, ...lines]);
  return lines.map((_, index) => found.get(head.length + index + 1));
}

/** What is wrong with a call, as its refusal tells. */
export async function refusalOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidRequestError") return error.message;
    throw error;
  }
  throw new Error("the call was not refused");
}
