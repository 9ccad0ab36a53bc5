import assert from "node:assert/strict";
import type { SecurityScheme } from "@workshop/openapi";
import type { Input, InputMaker } from "@workshop/samples";
import type { Reading } from "../cases/operation-pair.ts";
import { credentialSets } from "../credentials/credential-set.ts";
import { decodeRequest } from "../wire/decode-request.ts";
import type { Given } from "./given.ts";
import { NOTHING, saysTheSame } from "./meaning.ts";
import { polluted } from "./pollution.ts";
import { type AnyClient, callIn, isForFetchClient, type Outcome, WAYS, type Way } from "./ways.ts";

/** What a call is tried on. */
export interface PropertySubject {
  readonly reading: Reading;
  readonly maker: InputMaker;
  readonly createClient: (options: object) => AnyClient;
  /** `undefined`: there is no such way to make a call. */
  readonly createFetchClient?: ((options: object) => AnyClient) | undefined;
}

/** How a call is made besides its input. */
export interface Circumstances {
  readonly allowUnbounded?: boolean;
  /** What stands on `Object.prototype` meanwhile. */
  readonly pollution?: object;
  /** Default: every way there is. */
  readonly ways?: readonly Way[];
}

/**
 * Makes one call in every way there is, and asserts that each does the same: it refuses, with nothing sent, or sends just
 * what was given, as decoded by nothing that the client uses.
 *
 * @returns whether it was sent
 * @throws {AssertionError}
 */
export async function assertProperty(
  { reading, maker, createClient, createFetchClient }: PropertySubject,
  given: Given,
  { allowUnbounded = false, pollution, ways: wanted = WAYS }: Circumstances = {},
): Promise<boolean> {
  const { operation } = maker;
  const options = allowUnbounded ? { allowUnbounded } : {};
  const ways = wanted.filter(
    (way) => way !== "openapi-fetch" || (createFetchClient !== undefined && isForFetchClient(given.make())),
  );
  const outcomes = new Map<string, Outcome["kind"]>();
  for (const way of ways) {
    const create = way === "openapi-fetch" && createFetchClient ? createFetchClient : createClient;
    const outcome = await callIn(way, create, credentialsOf(maker), operation, given, options, (run) =>
      pollution === undefined ? run() : polluted(pollution, run),
    );
    const where = `${way}: ${given.words}`;
    if (outcome.kind === "failed") {
      throw new assert.AssertionError({ message: `${where}: neither refused nor sent, but ${String(outcome.error)}` });
    }
    outcomes.set(way, outcome.kind);
    if (outcome.kind === "sent") assertSaid(reading, maker, given, outcome, where, allowUnbounded);
  }
  assert.ok(
    new Set(outcomes.values()).size <= 1,
    `${given.words}: not the same in all ways: ${[...outcomes].join("; ")}`,
  );
  return outcomes.get("method") === "sent";
}

function assertSaid(
  reading: Reading,
  maker: InputMaker,
  { says }: Given,
  { requests, refusedAfterwards }: Extract<Outcome, { kind: "sent" }>,
  where: string,
  allowUnbounded: boolean,
): void {
  const [request] = requests;
  assert.ok(request !== undefined && requests.length === 1, `${where}: sent ${requests.length} times`);
  assert.ok(!refusedAfterwards, `${where}: sent, and then refused`);
  const said = `${request.method} ${request.target} ${new TextDecoder().decode(request.body)}`.slice(0, 2_000);
  assert.ok(says !== NOTHING, `${where}: no request can say that, and this was sent: ${said}`);
  // Whatever it says, it was taken for an input.
  const given = says as Input;
  const { input, problems } = decodeRequest(reading, maker.operation, request, credentialHeaders(maker), given);
  assert.deepEqual(problems, [], `${where}: the document does not allow what was sent: ${said}`);
  assert.ok(saysTheSame(input, says), `${where}: what was sent says something else: ${said}`);
  const rules = maker.brokenRules(input).map(({ name }) => name);
  assert.deepEqual(rules, [], `${where}: what was sent breaks rules: ${said}`);
  assert.ok(
    allowUnbounded || !maker.isUnbounded(input),
    `${where}: unbounded, and nobody said that it is meant: ${said}`,
  );
}

/** Credentials for the first alternative that needs no token server, or for the first one. */
function credentialsOf({ operation }: InputMaker): Readonly<Record<string, unknown>> {
  const isDirect = ({ type }: SecurityScheme): boolean => type !== "oauth2";
  const alternatives = operation.security.filter(({ schemes }) => schemes.every(({ scheme }) => isDirect(scheme)));
  const [chosen] = [...alternatives, ...operation.security];
  if (chosen === undefined) return {};
  // Where there is none, with a token of the caller's own.
  const tokens = chosen.schemes.filter(({ scheme }) => !isDirect(scheme));
  return {
    ...credentialSets(chosen)[0]?.auth(""),
    ...Object.fromEntries(tokens.map(({ scheme }) => [scheme.credential, { accessToken: "made-up-token" }])),
  };
}

function credentialHeaders({ operation }: InputMaker): string[] {
  return operation.security.flatMap(({ schemes }) =>
    schemes.map(({ scheme }) =>
      scheme.type === "apiKey" && scheme.in === "header" ? scheme.parameterName.toLowerCase() : "authorization",
    ),
  );
}
