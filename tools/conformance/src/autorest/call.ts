import type { GeneratedClient } from "@workshop/codegen/generated-client";
import { memberOf } from "@workshop/config/client-member";
import { memberPath, type Operation, type SecurityAlternative } from "@workshop/openapi";
import type { SchemaChecker } from "@workshop/samples";
import { follow, type Reader } from "./follow.ts";
import type { Given } from "./inputs.ts";
import { judge, type Result } from "./judge.ts";
import { type Exchange, Recorder } from "./recorder.ts";

/** A generated client, and what judges it. */
export interface Subject {
  /** The document's. */
  readonly name: string;
  readonly client: GeneratedClient;
  readonly checker: SchemaChecker;
}

/** How a call has ended. */
export interface Outcome {
  /** What the server has responded with, in turn: last what the client has judged. Empty: nothing was sent. */
  readonly exchanges: readonly Exchange[];
  /** Why the client is not right in what it makes of that. */
  readonly problem?: string;
}

interface Method {
  result(...args: readonly unknown[]): Promise<Result>;
}

/** Makes a call, and looks whether the client makes of the response what the contract suite's own judge does. */
export async function makeCall(
  subject: Subject,
  operation: Operation,
  { more, ...input }: Given,
  server: string,
): Promise<Outcome> {
  const recorder = new Recorder();
  const create = await subject.client.load();
  const auth = credentialsOf(operation.security);
  const base = basePath(subject.client);
  const client = create({ ...addressOf(server, base), fetch: recorder.fetch, headers: more, ...(auth && { auth }) });
  const method = memberOf(client, memberPath(operation)) as Method; // generated for this operation
  const takes = operation.parameters.length > 0 || operation.requestBody !== undefined;
  try {
    const result = await method.result(takes ? input : undefined);
    const exchanges = [...recorder.exchanges];
    const last = exchanges.at(-1);
    if (last === undefined) return { exchanges, problem: result.error?.message ?? "nothing was sent" };
    const problem = judge({ model: subject.client.model, checker: subject.checker }, operation, last, result);
    // Whatever the client makes of the first response, the server is asked for what follows.
    if (last.status < 300) await follow(client, last, recorder, base);
    return { exchanges, ...(problem !== undefined && { problem }) };
  } catch (error) {
    return { exchanges: recorder.exchanges, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads a path that the document does not have. */
export async function readPath({ client: { load } }: Subject, path: string, server: string): Promise<Outcome> {
  const recorder = new Recorder();
  const create = await load();
  const client = create({ ...addressOf(server, ""), fetch: recorder.fetch }) as unknown as Reader; // every client is one
  const outcome = await client.read(path).then(
    () => ({}),
    (error: unknown) => ({ problem: String(error) }),
  );
  return { ...outcome, exchanges: recorder.exchanges };
}

function addressOf(server: string, base: string): object {
  return { baseUrl: server + base, allowRepeatedPath: true };
}

/** The path that the document's server has. Of a host of parts it is what comes after them. */
function basePath({ model }: GeneratedClient): string {
  const template = (model.servers[0]?.template ?? "").replace(/^(?:\w+:\/\/)+/, "");
  const slash = template.indexOf("/");
  return slash === -1 ? "" : template.slice(slash).replace(/\/$/, "");
}

/** The credentials that the suite's server expects: a key of its own, and a token that is the name of its scope. */
function credentialsOf(alternatives: readonly SecurityAlternative[]): object | undefined {
  const [first] = alternatives;
  if (first === undefined) return undefined;
  return Object.fromEntries(
    first.schemes.map(({ scheme, scopes }) => [
      scheme.credential,
      scheme.type === "oauth2" ? { accessToken: scopes[0] ?? "" } : "123456789",
    ]),
  );
}
