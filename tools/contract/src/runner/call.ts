import assert from "node:assert/strict";
import { memberOf } from "@workshop/config/client-member";
import { memberPath, type Operation } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import type { Case } from "../cases/case.ts";
import { credentialSets } from "../credentials/credential-set.ts";
import { asGiven } from "./as-given.ts";
import { addressOf, type Stage } from "./stage.ts";

/** What `.result` resolves with, as far as every operation has it. */
export interface CallResult {
  readonly status: number | string;
  readonly data: unknown;
  readonly error: unknown;
  /** What the document declares of the response's headers, as values. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly response?: { readonly headers: Headers };
  readonly receipt?: Readonly<Record<string, unknown>>;
}

interface OperationMethod {
  (...args: readonly unknown[]): Promise<unknown>;
  result(...args: readonly unknown[]): Promise<CallResult>;
  plan(...args: readonly unknown[]): { readonly method: string; readonly url: string };
}

/** The part of a case that a call is made from. */
export type Callable = Extract<Case, { input: Input; allowUnbounded: boolean }>;

/** The operation of a client that has the given credentials; by default those of the first alternative. */
export function operationOf(stage: Stage, name: string, auth?: Readonly<Record<string, unknown>>): OperationMethod {
  const operation = stage.overlaid.model.operations.find((known) => known.name === name);
  const [usual] = (operation?.security ?? []).flatMap(credentialSets);
  const credentials = auth ?? usual?.auth(stage.tokens.url) ?? {};
  const client = clientOf(stage, credentials, auth === undefined);
  const method = methodOf(client, operation ?? { name });
  if (operation?.requestBody === undefined) return method;
  const given = (args: readonly unknown[]): unknown[] => [
    asGiven(stage.overlaid, operation, args[0]),
    ...args.slice(1),
  ];
  return Object.assign((...args: readonly unknown[]) => method(...given(args)), {
    result: (...args: readonly unknown[]) => method.result(...given(args)),
    plan: (...args: readonly unknown[]) => method.plan(...given(args)),
  });
}

type Client = ReturnType<Stage["createClient"]>;

const usualClients = new WeakMap<Stage["createClient"], Map<string, Client>>();

/** A client with credentials. Of a thousand operations each client is a thousand functions: those with usual ones are kept. */
function clientOf(stage: Stage, credentials: Readonly<Record<string, unknown>>, isUsual: boolean): Client {
  const options = {
    ...addressOf(stage.overlaid.model, stage.recorder.url),
    ...(Object.keys(credentials).length === 0 ? {} : { auth: credentials }),
  };
  // What is no text fetches tokens, and remembers them.
  if (!isUsual || Object.values(credentials).some((value) => typeof value !== "string")) {
    return stage.createClient(options);
  }
  const ofFactory = usualClients.get(stage.createClient) ?? new Map<string, Client>();
  usualClients.set(stage.createClient, ofFactory);
  const key = JSON.stringify(options);
  const client = ofFactory.get(key) ?? stage.createClient(options);
  ofFactory.set(key, client);
  return client;
}

/** An operation of a client. */
export function methodOf(client: object, operation: Pick<Operation, "group" | "name">): OperationMethod {
  const path = memberPath(operation);
  const method = memberOf(client, path);
  assert.ok(typeof method === "function" && "result" in method, `the client has no operation ${path.join(".")}`);
  // Checked as far as a value can be: the generator writes nothing else.
  const call = method as OperationMethod;
  const result: OperationMethod["result"] = async (...args) => collected(await call.result(...args));
  return Object.assign((...args: readonly unknown[]) => call(...args), { result, plan: call.plan });
}

/** A result whose data is a stream, with all its items in place of that. */
async function collected(result: CallResult): Promise<CallResult> {
  const data = asNumbers(result.data);
  if (data !== result.data) return { ...result, data };
  if (typeof data !== "object" || data === null || !(Symbol.asyncIterator in data)) return result;
  const items: unknown[] = [];
  try {
    for await (const item of data as AsyncIterable<unknown>) items.push(item); // what has that is one
    return { ...result, data: items };
  } catch (error) {
    return { ...result, status: "undeclared", data: undefined, error };
  }
}

/** Data in which integers are numbers, as JSON has them: the suite samples none that a number cannot hold. */
function asNumbers(data: unknown): unknown {
  if (typeof data === "bigint") return Number(data);
  if (Array.isArray(data)) return data.some((item) => asNumbers(item) !== item) ? data.map(asNumbers) : data;
  if (typeof data !== "object" || data === null || data instanceof Blob || Symbol.asyncIterator in data) return data;
  const entries = Object.entries(data).map(([name, value]) => [name, value, asNumbers(value)] as const);
  if (entries.every(([, value, plain]) => value === plain)) return data;
  return Object.fromEntries(entries.map(([name, , plain]) => [name, plain]));
}

/** The arguments of a call. */
export function argumentsOf(
  { input, allowUnbounded }: Callable,
  headers: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): unknown[] {
  const options = {
    ...more,
    ...(allowUnbounded ? { allowUnbounded } : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
  };
  return [input, options];
}

/** What is wrong, as an `InvalidRequestError` lists it. */
interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly issues: readonly { readonly path: string; readonly rule: string; readonly message: string }[];
}

/**
 * The error of a call that has to be refused before it is sent.
 *
 * @throws {AssertionError} if it is not, or by another error than `InvalidRequestError`, or if something was sent
 */
export async function refusalOf(stage: Stage, call: () => Promise<unknown>): Promise<Refusal> {
  stage.recorder.take();
  // Should it be sent all the same, then not on to Prism, which some wrong requests crash.
  stage.recorder.respondWith({ status: 200, headers: [], body: new Uint8Array() });
  let thrown: unknown;
  let outcome = "it was carried out";
  try {
    await call();
  } catch (error) {
    thrown = error;
    outcome = String(error);
  } finally {
    stage.recorder.respondWith(undefined);
  }
  const arrived = stage.recorder.take().map(({ request }) => `${request.method} ${request.target}`);
  assert.deepEqual(arrived, [], `the call had to be refused before anything is sent, and this arrived (${outcome})`);
  const isRefusal = thrown instanceof Error && thrown.name === "InvalidRequestError" && "issues" in thrown;
  assert.ok(isRefusal, `the call had to be refused with an InvalidRequestError, but ${outcome}`);
  // `issues` of an InvalidRequestError, checked to be there.
  return thrown as Error & Refusal;
}
