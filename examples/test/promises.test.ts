import { inspect } from "node:util";
import { createEdgeImpulseClient } from "@org/edgeimpulse-client";
import { createGalileoClient, ApiError as GalileoApiError } from "@org/galileo-client";
import {
  createPhoenixClient,
  createPhoenixTransport,
  type Hooks,
  isApiError,
  isInvalidRequestError,
  isOutcomeUnknownError,
  type PhoenixClientOptions,
} from "@org/phoenix-client";
import { describe, expect, test } from "vitest";

// What the packages promise, tried as their users have them: built, by their public names, with a `fetch` that counts.

const SERVER = "https://phoenix.example.com";
const input = {
  path: { project_identifier: "demo" },
  query: { start_time: "2026-01-01T00:00:00Z", end_time: "2026-02-01T00:00:00Z" },
};

function counting(respond: () => Response = () => new Response(null, { status: 204 })) {
  const sent: { url: string; headers: Headers }[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push({ url, headers: new Headers(init.headers) });
    return respond();
  };
  return { sent, fetch };
}

/** What a call of Phoenix is refused for, path by path; that nothing was sent. */
async function issuesOf(options: object, given: unknown = input, callOptions?: object): Promise<string[]> {
  const { sent, fetch } = counting();
  try {
    const client = createPhoenixClient({ baseUrl: SERVER, fetch, ...options } as PhoenixClientOptions); // it may be none
    await client.deleteTraceAnnotations(given as typeof input, callOptions);
  } catch (error) {
    expect(sent).toEqual([]);
    if (!isInvalidRequestError(error)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

const query = (changes: object): object => ({ ...input, query: { ...input.query, ...changes } });

describe("is refused with what to do, and nothing is sent:", () => {
  test.each<[string, () => Promise<string[]>, RegExp]>([
    ["a credential of another name", () => issuesOf({ auth: { token: "k3y" } }), /^auth\.token: .*bearer/],
    ["a secret with its scheme", () => issuesOf({ auth: { bearer: "Bearer k3y" } }), /^auth\.bearer: .*token alone/],
    ["a secret that is undefined", () => issuesOf({ auth: { bearer: undefined } }), /^auth\.bearer: must be a text/],
    ["an address with the path's prefix", () => issuesOf({ baseUrl: `${SERVER}/v1` }), /allowRepeatedPath/],
    ["an address without a scheme", () => issuesOf({ baseUrl: "localhost:6006" }), /add http:\/\//],
    ["an address that is undefined", () => issuesOf({ baseUrl: undefined }), /^options\.baseUrl: /],
    [
      "an input that is undefined",
      () => issuesOf({}, query({ end_time: undefined })),
      /^query\.end_time: is undefined/,
    ],
    ["a date without a time", () => issuesOf({}, query({ end_time: "2026-02-01" })), /add T00:00:00Z/],
    ["a Date that is none", () => issuesOf({}, query({ end_time: new Date("x") })), /^query\.end_time: .*valid Date/],
    ["a signal as the options", () => issuesOf({}, input, new AbortController().signal), /pass \{ signal \}/],
  ])("%s", async (_what, issues, words) => {
    const found = await issues();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(words);
  });

  test("two ways to authenticate at once", () => {
    const both = { apiKey: "k3y", jwt: "k3y" } as never; // its type says so, too
    expect(() => createEdgeImpulseClient({ auth: both })).toThrow("must be one way to authenticate");
  });
});

test("an option that is undefined is left out", async () => {
  const nothing = { timeout: undefined, retry: undefined, hooks: undefined, headers: undefined, auth: undefined };
  expect(await issuesOf(nothing, input, { signal: undefined, timeout: undefined, retry: undefined })).toEqual([]);
});

describe("hooks decide nothing:", () => {
  const unsafe = { body: { metadata_key: "a", metadata_value: "b" } };
  const busy = (): Response => new Response("busy", { status: 500 });

  test("a header that one sets on a response makes no unsafe call be sent again", async () => {
    const { sent, fetch } = counting(busy);
    const hooks: Hooks = { onResponse: ({ headers }) => headers.set("retry-after", "0") };
    const call = createGalileoClient({ auth: { apiKey: "k3y" }, fetch, hooks }).deleteByMetadata(unsafe);
    await expect(call).rejects.toMatchObject({ name: "ApiError", status: 500, mayHaveHappened: true });
    expect(sent).toHaveLength(1);
  });

  test("what one writes into an event changes neither the request nor the receipt", async () => {
    const { sent, fetch } = counting();
    const hooks: Hooks = {
      onRequest: (event) => Object.assign(event.headers, { "x-other": "1" }),
      onReceipt: ({ receipt }) => Object.assign(receipt, { status: 1 }),
    };
    const client = createPhoenixClient({ baseUrl: SERVER, fetch, hooks });
    const { receipt } = await client.deleteTraceAnnotations.result(input);
    expect(receipt.status).toBe(204);
    expect(sent[0]?.headers.has("x-other")).toBe(false);
  });
});

test.each([
  [400, false],
  [408, true],
  [409, false],
  [429, false],
  [500, true],
  [502, true],
  [503, true],
  [504, true],
  [520, true],
  [524, true],
])("a %i says whether it may have happened all the same (%s), and how to find out", async (status, mayHaveHappened) => {
  const { fetch } = counting(() => new Response("no", { status }));
  const client = createPhoenixClient({ baseUrl: SERVER, fetch, retry: false });
  const error: unknown = await client.deleteTraceAnnotations(input).catch((thrown: unknown) => thrown);
  if (!isApiError(error)) throw error;
  expect(error).toBeInstanceOf(GalileoApiError);
  expect([error.status, error.mayHaveHappened]).toEqual([status, mayHaveHappened]);
  expect(error.findOut).toContain("GET /v1/projects/");
});

test("a redirect is not followed, and the error names both servers", async () => {
  const location = "https://other.example.com/path?secret=1";
  const { sent, fetch } = counting(() => new Response(null, { status: 307, headers: { location } }));
  const client = createPhoenixClient({ baseUrl: SERVER, fetch });
  const error: unknown = await client.deleteTraceAnnotations(input).catch((thrown: unknown) => thrown);
  if (!isOutcomeUnknownError(error)) throw error;
  expect(error.message).toContain("redirected to https://other.example.com,");
  expect(error.message).not.toContain("secret");
  expect([error.server, error.receipt?.server, sent.length]).toEqual([SERVER, SERVER, 1]);
});

test("a receipt tells where, what and when, and no credential", async () => {
  const { fetch } = counting();
  const client = createPhoenixClient({ baseUrl: SERVER, fetch, auth: { bearer: "k3y-of-test" } });
  const { receipt } = await client.deleteTraceAnnotations.result(input);
  expect(receipt).toMatchObject({ server: SERVER, input, attempts: 1, status: 204, completion: "completed" });
  expect(receipt.startedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(JSON.stringify(receipt)).not.toContain("k3y-of-test");
});

test("a transport shows no key, however it is looked at", () => {
  const transport = createPhoenixTransport({ baseUrl: SERVER, auth: { bearer: "k3y-of-test" } });
  const looks = [inspect(transport, { depth: 20, showHidden: true }), JSON.stringify(transport), String(transport)];
  for (const text of looks) expect(text).not.toContain("k3y-of-test");
});
