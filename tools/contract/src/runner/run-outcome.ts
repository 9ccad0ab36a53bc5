import assert from "node:assert/strict";
import type { AddressCase, LostResponseCase, ReceiptCase } from "../cases/case.ts";
import { credentialSets } from "../credentials/credential-set.ts";
import { decodeRequest } from "../wire/decode-request.ts";
import { asGiven } from "./as-given.ts";
import { assertArrived } from "./assert-arrived.ts";
import { argumentsOf, methodOf, operationOf } from "./call.ts";
import type { Stage } from "./stage.ts";

/** Asks a client where a call would go. */
export function runAddress(stage: Stage, contractCase: AddressCase): void {
  const { operation: name, server, isTold, instead } = contractCase;
  const operation = stage.overlaid.model.operations.find((known) => known.name === name);
  const [usual] = (operation?.security ?? []).flatMap(credentialSets);
  const auth = usual?.auth(stage.tokens.url) ?? {};
  const client = stage.createClient({
    ...(isTold && instead === undefined ? { baseUrl: server } : {}),
    ...(isTold && instead !== undefined ? { servers: { [instead]: server } } : {}),
    ...(Object.keys(auth).length === 0 ? {} : { auth }),
  });
  const [input, ...options] = argumentsOf(contractCase);
  const given = operation === undefined ? input : asGiven(stage.overlaid, operation, input);
  const { method, url } = methodOf(client, operation ?? { name }).plan(given, ...options);
  // As it is written by everybody: without a port that is the usual one.
  const base = new URL(server).href.replace(/\/+$/, "");
  assert.ok(url.startsWith(`${base}/`), `the call had to go to ${server}, and would go to ${url}`);
  assert.ok(operation !== undefined);
  const request = { method, target: url.slice(base.length), headers: [], body: new Uint8Array() };
  const wrong = decodeRequest(stage.overlaid, operation, request).problems.filter(({ keyword }) =>
    /^(?:method|path)$/.test(keyword),
  );
  assert.deepEqual(wrong, [], "the call had to go to the path of the operation");
  assert.equal(stage.recorder.take().length, 0, "a plan must not send anything");
}

/** Lets the first response get lost. */
export async function runLostResponse(stage: Stage, contractCase: LostResponseCase): Promise<void> {
  const { operation, isRepeated, mayRepeat, findOut, response } = contractCase;
  stage.recorder.respondWith(response);
  stage.recorder.breakOff(1);
  try {
    // A short wait: it is not the wait that is tested here.
    const options = { retry: mayRepeat ? { maxDelay: 1 } : false };
    const call = operationOf(stage, operation).result(...argumentsOf(contractCase, {}, options));
    if (isRepeated) {
      const result = await call;
      assert.equal(result.error, undefined, "the repeated call had to succeed");
      const [first, second, ...others] = stage.recorder.take();
      assert.ok(second !== undefined && others.length === 0, "the request had to arrive twice");
      assert.deepEqual(second.request, first?.request, "the request had to be repeated as it was");
      return;
    }
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(
      error instanceof Error && error.name === "OutcomeUnknownError",
      `the outcome had to be unknown: ${error}`,
    );
    assert.equal(stage.recorder.take().length, 1, "the request had to arrive once, and not be repeated");
    if (findOut === undefined) return;
    assert.ok("findOut" in error && error.findOut === findOut, "the error had to tell how to find out");
    assert.ok(error.message.includes(findOut), "the error's message had to tell how to find out");
  } finally {
    stage.recorder.breakOff(0);
    stage.recorder.respondWith(undefined);
  }
}

/** Reads the receipt of a success. */
export async function runReceipt(stage: Stage, contractCase: ReceiptCase): Promise<void> {
  const { operation, response, receipt: wanted, input } = contractCase;
  stage.recorder.respondWith(response);
  try {
    const { error, receipt } = await operationOf(stage, operation).result(...argumentsOf(contractCase));
    assert.equal(error, undefined, "the response had to be a success");
    assertArrived(stage, contractCase, input);
    for (const [name, value] of Object.entries(wanted)) {
      assert.deepEqual(receipt?.[name], value, `the receipt had to tell ${name}`);
    }
  } finally {
    stage.recorder.respondWith(undefined);
  }
}
