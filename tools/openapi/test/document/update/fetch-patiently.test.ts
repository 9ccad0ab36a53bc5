import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { FetchError } from "../../../src/document/import/fetch-published.ts";
import { fetchPatiently } from "../../../src/document/update/fetch-patiently.ts";
import { server } from "../import/loopback-server.ts";
import { documentErrorOf } from "../import/scratch.ts";

const LIMITS = { timeout: 5_000, maximumBytes: 1_000 };
const PATIENCE = { retries: 2, firstDelay: 1, longestDelay: 1_000 };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that gives one answer after the other, the last one again and again. */
async function answering(...answers: readonly Answer[]): Promise<{ url: URL; asked: () => number }> {
  let asked = 0;
  const url = await server((request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    answer?.(request, response);
  });
  return { url, asked: () => asked };
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end("no");
const good: Answer = (_request, response) => response.end("yes");
const broken: Answer = (_request, response) => response.destroy();

function fetching(url: URL, steps: string[] = [], signal?: AbortSignal) {
  return fetchPatiently(url, { limits: LIMITS, patience: PATIENCE, progress: (step) => steps.push(step), signal });
}

describe("fetchPatiently", () => {
  it.each([
    ["a broken connection", broken, "the response could not be received (ECONNRESET)"],
    ["a busy server", status(503), "the server responded with 503"],
    ["a proxy without its server", status(502), "the server responded with 502"],
    ["a limit that is over at once", status(429, { "retry-after": "0" }), "the server responded with 429"],
    [
      "a limit until a date that has passed",
      status(429, { "retry-after": new Date(0).toUTCString() }),
      "the server responded with 429",
    ],
  ])("tries again after %s, and says so", async (_what, answer, step) => {
    const { url, asked } = await answering(answer, good);
    const steps: string[] = [];
    expect(Buffer.from((await fetching(url, steps))?.bytes ?? []).toString()).toBe("yes");
    expect(asked()).toBe(2);
    expect(steps).toEqual([`${step}; trying again (2 left)`]);
  });

  it("gives up after the last retry, with what was wrong then", async () => {
    const { url, asked } = await answering(broken, status(500));
    expect((await documentErrorOf(() => fetching(url))).rule).toBe("the server responded with 500");
    expect(asked()).toBe(3);
  });

  it.each([404, 401, 501])("does not try again what will not get better: %d", async (code) => {
    const { url, asked } = await answering(status(code), good);
    expect((await documentErrorOf(() => fetching(url))).rule).toBe(`the server responded with ${code}`);
    expect(asked()).toBe(1);
  });

  it.each([["3600"], [new Date(Date.now() + 3_600_000).toUTCString()]])(
    "says how long a server wants to be left alone, when that is too long to wait: %s",
    async (retryAfter) => {
      const { url, asked } = await answering(status(429, { "retry-after": retryAfter }), good);
      const error = await documentErrorOf(() => fetching(url));
      expect(error).toBeInstanceOf(FetchError);
      expect(error.rule).toMatch(/^the server responded with 429, and asks to wait 3(?:600|59\d) s$/);
      expect(asked()).toBe(1);
    },
  );

  it("ends as soon as it is told to, in a download and between two", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const { url } = await answering(() => controller.abort(reason));
    await expect(fetching(url, [], controller.signal)).rejects.toBe(reason);
    const later = new AbortController();
    const { url: busy, asked } = await answering(status(503, { "retry-after": "1" }));
    const waiting = fetchPatiently(busy, {
      limits: LIMITS,
      patience: PATIENCE,
      progress: () => later.abort(reason),
      signal: later.signal,
    });
    await expect(waiting).rejects.toThrow();
    expect(asked()).toBe(1);
  });

  it("asks for a newer response only where the known one came from", async () => {
    const seen: (string | undefined)[] = [];
    const url = await server((request, response) => {
      seen.push(request.headers["if-none-match"]);
      if (request.url === "/page.md") response.writeHead(302, { location: "/moved.md" }).end();
      else if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
      else response.setHeader("etag", '"1"').end("yes");
    });
    const first = await fetching(url);
    expect(first?.validators).toEqual({ etag: '"1"' });
    const context = { limits: LIMITS, patience: PATIENCE, progress: () => {} };
    expect(await fetchPatiently(url, { ...context, known: first })).toBe(first);
    expect(seen).toEqual([undefined, undefined, undefined, '"1"']);
  });
});
