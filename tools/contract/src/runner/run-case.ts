import assert from "node:assert/strict";
import type { Case, NoCredentialsCase, RefusalCase, RequestCase, ResponseCase, SecurityCase } from "../cases/case.ts";
import { send } from "../wire/send.ts";
import type { WireResponse } from "../wire/wire-request.ts";
import { assertArrived, assertCredentials } from "./assert-arrived.ts";
import { assertRead } from "./assert-read.ts";
import { argumentsOf, operationOf, refusalOf } from "./call.ts";
import { assertRefused, assertTaken } from "./prism-judgement.ts";
import { runAddress, runLostResponse, runReceipt } from "./run-outcome.ts";
import type { Stage } from "./stage.ts";

/**
 * Runs one case. A case that crashes Prism fails by itself alone: the next one finds a new Prism.
 *
 * @throws {AssertionError} when client, Prism or wire do not do what the documents say
 */
export async function runCase(stage: Stage, contractCase: Case): Promise<void> {
  stage.recorder.take();
  try {
    await run(stage, contractCase);
  } catch (error) {
    const crash = await stage.restorePrism();
    if (crash === undefined) throw error;
    throw new Error(`this case crashed Prism, which was started anew: ${String(error)}`, { cause: crash });
  }
}

async function run(stage: Stage, contractCase: Case): Promise<void> {
  switch (contractCase.kind) {
    case "request":
      return runRequest(stage, contractCase);
    case "refusal":
      return runRefusal(stage, contractCase);
    case "security":
      return runSecurity(stage, contractCase);
    case "no credentials":
      return runWithoutCredentials(stage, contractCase);
    case "response":
      return runResponse(stage, contractCase);
    case "address":
      return runAddress(stage, contractCase);
    case "lost response":
      return runLostResponse(stage, contractCase);
    case "receipt":
      return runReceipt(stage, contractCase);
    case "impossible":
      return assert.fail(contractCase.reason);
  }
}

async function runRequest(stage: Stage, contractCase: RequestCase): Promise<void> {
  const { prism, operation, input, arrives } = contractCase;
  await answering(stage, prism.kind === "not asked" ? contractCase.response : undefined, async () => {
    const result = await operationOf(stage, operation).result(...argumentsOf(contractCase));
    const { response } = assertArrived(stage, contractCase, arrives ?? input);
    if (prism.kind === "refuses wrongly") assert.ok(response.status >= 400, "Prism does not refuse this any more");
    else assertTaken(response, "the document allows this request");
    assertRead(stage, operation, response, result);
  });
}

async function runRefusal(stage: Stage, contractCase: RefusalCase): Promise<void> {
  const { operation, input, place, union, prism, request } = contractCase;
  const call = operationOf(stage, operation);
  const refusal = await refusalOf(stage, () => call(input));
  // A name may hold what looks like an index.
  const wanted = dotted(place.join("."));
  const named = refusal.issues.some(({ path, rule, message }) => {
    const at = dotted(path);
    if (at === wanted || at.startsWith(`${wanted}.`)) return true;
    if (union !== undefined && `${at}.`.startsWith(`${union.join(".")}.`)) return true;
    // What is missing is told by what it is missing from; what breaks a union, by the place of the union.
    const names = dotted(place.slice(0, -1).join(".")) === at ? (place.at(-1) ?? "") : wanted;
    return wanted.startsWith(`${at}.`) && (dotted(message).includes(names) || isVagueUnion(rule, message));
  });
  const said = refusal.issues.map(({ path, message }) => `${path} ${message}`).join("; ");
  assert.ok(wanted === "" || named, `the refusal had to name ${wanted}, and said: ${said}`);
  if (request === undefined || prism.kind === "not asked") return;
  const response = await send(stage.prismUrl, request);
  if (prism.kind === "refuses") assertRefused(response, place);
  else assertTaken(response, `Prism is known to let this through: ${prism.reason}`);
}

/** Of the ways of a large union only the first are told, and of several that fit where one may, how many they are. */
function isVagueUnion(rule: string, message: string): boolean {
  return (
    /^(?:any|one)Of$/.test(rule) && (message.split(", or ").length > 2 || /fits \d+ of the alternatives/.test(message))
  );
}

/** `body.ids[3]` as `body.ids.3`. */
function dotted(text: string): string {
  return text.replaceAll(/\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\]/g, (_, index, key) => `.${index ?? dotted(key)}`);
}

async function runSecurity(stage: Stage, contractCase: SecurityCase): Promise<void> {
  const { operation, credentials, input, response: canned } = contractCase;
  await answering(stage, canned, async () => {
    const call = operationOf(stage, operation, credentials.auth(stage.tokens.url));
    const result = await call.result(...argumentsOf(contractCase));
    const { request, response } = assertArrived(stage, contractCase, input);
    assertCredentials(stage, operation, request, credentials.arrives);
    assertTaken(response, "the document lets these credentials in");
    assertRead(stage, operation, response, result);
  });
}

async function runWithoutCredentials(stage: Stage, contractCase: NoCredentialsCase): Promise<void> {
  const { operation, client, prism, request, input, response: canned } = contractCase;
  const call = operationOf(stage, operation, {});
  if (client === "refuses") await refusalOf(stage, () => call(...argumentsOf(contractCase)));
  else {
    await answering(stage, canned, async () => {
      const result = await call.result(...argumentsOf(contractCase));
      const exchange = assertArrived(stage, contractCase, input);
      assertCredentials(stage, operation, exchange.request, []);
      assertRead(stage, operation, exchange.response, result);
    });
  }
  if (prism.kind === "not asked") return;
  const response = await send(stage.prismUrl, request);
  if (prism.kind === "refuses") assert.equal(response.status, 401, "Prism had to refuse a call without credentials");
  else assertTaken(response, "the document asks for no credentials");
}

/** Where Prism is not asked, the recorder responses. */
async function answering(stage: Stage, response: WireResponse | undefined, run: () => Promise<void>): Promise<void> {
  stage.recorder.respondWith(response);
  try {
    await run();
  } finally {
    stage.recorder.respondWith(undefined);
  }
}

async function runResponse(stage: Stage, contractCase: ResponseCase): Promise<void> {
  const { operation, code, mediaType, ask, oddities, input } = contractCase;
  await answering(stage, contractCase.response, async () => {
    const headers = { prefer: `code=${code}`, ...(ask && mediaType !== undefined ? { accept: mediaType } : {}) };
    // A failure that tells when to come again would be asked again.
    const result = await operationOf(stage, operation).result(...argumentsOf(contractCase, headers, { retry: false }));
    const { request, response } = assertArrived(stage, contractCase, input, ["prefer"]);
    const preference = request.headers.find(([name]) => name.toLowerCase() === "prefer")?.[1];
    assert.equal(preference, `code=${code}`, "the header that asks for the status had to arrive");
    assert.equal(response.status, code, "the response had to have the status that was asked for");
    const verdict = assertRead(stage, operation, response, result);
    assert.deepEqual(verdict.oddities, oddities, "what is odd about the response had to be what is known of it");
  });
}
