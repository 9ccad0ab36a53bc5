import assert from "node:assert/strict";
import { isJson, type Operation } from "@workshop/openapi";
import { judgeResponse, type ResponseVerdict } from "../cases/judge-response.ts";
import { decodeHeaders } from "../wire/decode-header.ts";
import { isOfConnection, mediaTypeOf, type WireResponse } from "../wire/wire-request.ts";
import type { CallResult } from "./call.ts";
import type { Stage } from "./stage.ts";

/** Asserts that a result says of a response what the document says of it. */
export function assertRead(stage: Stage, name: string, response: WireResponse, result: CallResult): ResponseVerdict {
  const operation = stage.overlaid.model.operations.find((known) => known.name === name);
  assert.ok(operation !== undefined);
  const verdict = judgeResponse(stage.overlaid, operation, response);
  const words = `${response.status} ${mediaTypeOf(response) ?? "without a body"} had to be read as ${verdict.kind}`;
  assertHeaders(response, result);
  assertDeclaredHeaders(stage, operation, verdict, response, result);
  const isReadable =
    Array.isArray(verdict.body) ||
    isJson(mediaTypeOf(response) ?? "") ||
    (mediaTypeOf(response) ?? "text/").startsWith("text/");
  if (verdict.kind === "success") {
    assert.equal(result.error, undefined, `${words}, and was an error`);
    assert.equal(result.status, statusKey(verdict.declared ?? ""), words);
    if (verdict.isBytes === true) {
      assert.ok(result.data instanceof Blob, `${words}, with bytes as its data`);
      assert.equal(result.data.size, response.body.length, `${words}, with all its bytes`);
    } else if (isReadable) assert.deepEqual(result.data, verdict.body, `${words}, with the body as its data`);
    return verdict;
  }
  assert.equal(result.data, undefined, `${words}, without data`);
  assert.ok(result.error instanceof Error, `${words}, with an error`);
  if (verdict.kind === "unexpected") {
    assert.equal(result.status, "undeclared", words);
    if (response.status < 400) assert.equal(result.error.name, "OutcomeUnknownError", words);
    return verdict;
  }
  assert.equal(result.error.name, "ApiError", words);
  assert.equal(result.status, verdict.declared === undefined ? "undeclared" : statusKey(verdict.declared), words);
  // An ApiError, by its name.
  const { status, body } = result.error as Error & { status?: unknown; body?: unknown };
  assert.equal(status, response.status, "the error had to tell the response's status");
  if (isReadable) assert.deepEqual(body ?? "", verdict.body ?? "", "the error had to tell the response's body");
  return verdict;
}

/** Headers are handed on as they came; cookies that are set are nobody's business. */
function assertHeaders(sent: WireResponse, { response }: CallResult): void {
  for (const [name, value] of sent.headers) {
    if (response === undefined || HOP_BY_HOP.has(name.toLowerCase())) continue;
    assert.equal(response.headers.get(name), value.trim(), `the header ${name} of the response had to be handed on`);
  }
}

/** Headers that the document declares are given as values, too; one that is not as declared, or did not come, is not. */
function assertDeclaredHeaders(
  stage: Stage,
  { responses }: Operation,
  { declared: key }: ResponseVerdict,
  sent: WireResponse,
  { status, headers }: CallResult,
): void {
  const declared = status === "undeclared" ? undefined : responses.find((one) => one.status === key);
  const expected = declared && decodeHeaders(stage.overlaid, declared, sent);
  // What belongs to a connection is not that of the recorder's.
  const own = (all: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !isOfConnection(name)));
  assert.deepEqual(headers && own(headers), expected && own(expected), "the declared headers had to be read as values");
}

/** What belongs to the connection, or is changed on the way. */
const HOP_BY_HOP = new Set(
  "connection content-encoding content-length keep-alive set-cookie transfer-encoding vary".split(" "),
);

/** As results have it: a number for a code, `"4XX"` and `"default"` as they are. */
function statusKey(declared: string): number | string {
  return /^\d+$/.test(declared) ? Number(declared) : declared;
}
