import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { Agent } from "undici";
import { describe, expect, test } from "vitest";
import type { Definition, ItemReader } from "../../src/definition.ts";
import { nodeTransport } from "../../src/node/transport.ts";
import {
  eventData,
  eventTexts,
  type ItemStream,
  jsonLines,
  jsonSequence,
  wholeEvents,
  wholeEventsOfJson,
} from "../../src/streams/items.ts";
import { openItems, streaming } from "../../src/streams/open.ts";
import { createFake } from "../../src/testing/fake.ts";
import { checkOf } from "../check-of.ts";
import { createFetchClient } from "../core.ts";
import { createTransport, type Succeeded, type Unexpected } from "../every.ts";
import { json, observe, rejection } from "../observed.ts";

const object = checkOf({ type: "object", required: ["a"], properties: { a: { type: "integer" } } }, "response");

type Both = { a: number } | ItemStream<{ a: number }>;
type Arguments = [input?: undefined, options?: object];

/** JSON or a stream of events, as the server likes; or whatever a test is about. */
const definition: Definition = {
  name: "ask",
  method: "POST",
  path: "/ask",
  responses: { "200": { "application/json": { check: object }, "text/event-stream": { items: eventData(object) } } },
  open: openItems,
};
const ask = streaming<Arguments, Both, Succeeded<200, Both> | Unexpected, ItemStream<{ a: number }>>(() => definition);
const download = streaming<Arguments, Blob, Succeeded<200, Blob> | Unexpected, ReadableStream<Uint8Array>>(() => ({
  name: "download",
  method: "GET",
  path: "/file",
  responses: { "200": { "application/pdf": {} }, "404": {} },
}));

const transportOf = (fetch: object, options: object = {}) =>
  createTransport(
    { name: "Example", server: "https://example.com", auth: [[]] },
    { fetch: fetch as never, retry: false, ...options },
  );
const events = (text: string): Response => new Response(text, { headers: { "content-type": "text/event-stream" } });

async function all<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

describe("an operation that knows both a value and a stream", () => {
  test("gives what the media type of the response says", async () => {
    const value = await ask(transportOf(observe(json({ a: 1 })).fetch))();
    expect(value).toEqual({ a: 1 });
    const data = await ask(transportOf(observe(events('data: {"a":2}\n\n')).fetch))();
    expect(Symbol.asyncIterator in data ? await all(data) : []).toEqual([{ a: 2 }]);
  });

  test("tells it in a result, too", async () => {
    const result = await ask(transportOf(observe(events('data: {"a":2}\n\n')).fetch)).result();
    expect(result).toMatchObject({ status: 200, error: undefined });
    if (result.data && Symbol.asyncIterator in result.data) expect(await all(result.data)).toEqual([{ a: 2 }]);
  });

  test("is asked for the stream alone by its own method, and a value is then no success", async () => {
    const { fetch, calls } = observe(events('data: {"a":3}\n\n'), json({ a: 1 }));
    const transport = transportOf(fetch);
    expect(await all(await ask(transport).stream())).toEqual([{ a: 3 }]);
    expect(calls[0]?.headers.accept).toBe("text/event-stream, */*;q=0.1");
    expect(await rejection(ask(transport).stream())).toMatchObject({
      name: "OutcomeUnknownError",
      reason: "undeclared",
    });
  });

  test("says no as ever", async () => {
    const refused = await rejection(ask(transportOf(observe(json({ detail: "no" }, 422)).fetch)).stream());
    expect(refused).toMatchObject({ name: "ApiError", status: 422 });
  });

  test("is refused by the entry for openapi-fetch, which has no such data", async () => {
    const { fetch, calls } = observe(json({ a: 1 }));
    const client = createFetchClient<Record<string, never>>(transportOf(fetch), { ask });
    const send = client.request as unknown as (method: string, path: string) => Promise<unknown>; // of no document
    expect(await rejection(send("post", "/ask"))).toMatchObject({
      name: "InvalidRequestError",
      issues: [
        {
          path: "path",
          rule: "stream",
          message: "is answered by a stream, which only the operation itself can give: call that",
        },
      ],
    });
    expect(calls).toEqual([]);
  });
});

describe("a file", () => {
  const file = (body: BodyInit): Response => new Response(body, { headers: { "content-type": "application/pdf" } });

  test("comes as a Blob, or as a stream of any length on request", async () => {
    const fetch = () => Promise.resolve(file("x".repeat(1000)));
    expect(await rejection(download(transportOf(fetch, { maxResponseBytes: 10 }))())).toMatchObject({
      reason: "too-large",
    });
    const stream = await download(transportOf(fetch, { maxResponseBytes: 10 })).stream();
    expect(stream).toBeInstanceOf(ReadableStream);
    expect(await new Response(stream).text()).toBe("x".repeat(1000));
  });

  test("that breaks off is no file", async () => {
    let isBegun = false;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isBegun) controller.error(new TypeError("terminated"));
        else controller.enqueue(new Uint8Array([1]));
        isBegun = true;
      },
    });
    const stream = await download(transportOf(() => Promise.resolve(file(broken)))).stream();
    const error = await rejection(new Response(stream).arrayBuffer());
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "connection", status: 200 });
    expect((error as Error).message).toContain("after 1 chunk: ");
  });

  test("is not there, which is no stream", async () => {
    const none = () => Promise.resolve(new Response(null, { status: 404 }));
    expect(await rejection(download(transportOf(none)).stream())).toMatchObject({ name: "ApiError", status: 404 });
  });
});

describe("bytes as they come", () => {
  const open = async (body: BodyInit, options: object = {}) => {
    let signal: AbortSignal | null | undefined;
    const fetch = (_url: string, init: RequestInit): Promise<Response> => {
      signal = init.signal;
      return Promise.resolve(new Response(body, { headers: { "content-type": "application/pdf" } }));
    };
    const stream = await download(transportOf(fetch, options)).stream();
    return { reader: stream.getReader(), isLetGo: () => signal?.aborted };
  };
  const endless = (): ReadableStream<Uint8Array> =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array([1])) }, { highWaterMark: 0 });

  test("let go of the connection at their end, and where they break off", async () => {
    const { reader, isLetGo } = await open("x");
    await reader.read();
    expect(isLetGo()).toBe(false);
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    expect(isLetGo()).toBe(true);
    const broken = await open(new ReadableStream({ pull: (controller) => controller.error(new TypeError("x")) }));
    expect(await rejection(broken.reader.read())).toMatchObject({ reason: "connection" });
    expect(broken.isLetGo()).toBe(true);
  });

  test("let go of it where nobody wants more", async () => {
    const { reader, isLetGo } = await open(endless());
    await reader.read();
    await reader.cancel();
    expect(isLetGo()).toBe(true);
  });

  test("have the time of a deadline for each chunk, of which what is done with one takes none", async () => {
    const { reader } = await open(endless(), { timeout: 60 });
    for (let count = 0; count < 3; count++) {
      expect((await reader.read()).done).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await reader.cancel();
  });
});

describe("what is a stream", () => {
  /** An operation with these responses; how its stream is asked for, and what comes of a response. */
  const asking = (responses: Definition["responses"]) => {
    const made = streaming<[], unknown, { status: unknown }, AsyncIterable<unknown>>(() => ({
      name: "ask",
      method: "GET",
      path: "/ask",
      responses,
      open: openItems,
    }));
    const answering = (status: number, type: string, text: string, coding?: string) => {
      const headers = new Headers({ "content-type": type, ...(coding && { "content-encoding": coding }) });
      const response = { status, headers, body: new Response(text).body };
      return made(transportOf(() => Promise.resolve(response)));
    };
    const accept = async (): Promise<string | undefined> => {
      const { fetch, calls } = observe(events(""));
      await made(transportOf(fetch))
        .stream()
        .catch(() => {});
      return calls[0]?.headers.accept;
    };
    return { answering, accept };
  };
  const items = { "text/event-stream": { items: eventData() } };
  const item = "data: 1\n\n";

  test.each([
    ["200", 200],
    ["2XX", 200],
    ["2XX", 299],
    ["299", 299],
    ["default", 200],
  ])("is what is declared for %s, with status %i", async (key, status) => {
    const { answering } = asking({ [key]: items });
    expect(await all(await answering(status, "text/event-stream", item).stream())).toEqual([1]);
    expect(await all((await answering(status, "text/event-stream", item)()) as AsyncIterable<unknown>)).toEqual([1]);
  });

  test("is no failure, whatever the document calls a stream, and no redirect that a browser hides", async () => {
    const { answering } = asking({ "2XX": items, "404": items, default: items });
    for (const status of [404, 500])
      expect(await rejection(answering(status, "text/event-stream", item)())).toMatchObject({
        name: "ApiError",
        status,
      });
    for (const status of [0, 300, 302])
      expect(await rejection(answering(status, "text/event-stream", item)())).toMatchObject({ reason: "redirect" });
  });

  test.each([["gzip"], ["GZIP"], ["x-gzip, br"], ["identity"], ["deflate,zstd"], [""]])(
    "has been unpacked by fetch: %j",
    async (coding) => {
      expect(
        await all(await asking({ 200: items }).answering(200, "text/event-stream", item, coding).stream()),
      ).toEqual([1]);
    },
  );

  test.each(["pack200", "gzip, pack200", "pack200, gzip", "x"])("is not what is packed in %s", async (coding) => {
    const { answering } = asking({ 200: items });
    expect(await rejection(answering(200, "text/event-stream", item, coding).stream())).toMatchObject({
      name: "OutcomeUnknownError",
    });
  });

  test.each<[Definition["responses"], string]>([
    [{ 200: { "application/json": {}, ...items } }, "text/event-stream"],
    [{ 200: { "application/json": {} }, 201: items }, "text/event-stream"],
    [{ 200: { "text/plain": {}, "a/b": {} }, 201: { "a/c": {}, ...items } }, "text/event-stream"],
    [
      { 422: { "a/b+json": {} }, default: { "application/json": {}, "application/pdf": {} } },
      "a/b+json, application/pdf",
    ],
    [{ 200: { "application/pdf": {} }, 404: items }, "application/pdf, text/event-stream"],
    [{ default: { "application/json": {}, ...items } }, "text/event-stream"],
    [{ 200: { "application/pdf": {} }, default: { "application/json": {} } }, "application/pdf, application/json"],
    [
      { 200: { "application/pdf": {}, "application/json": {}, "a/b+json": {}, "a/json-patch": {}, "a/bjson": {} } },
      "application/pdf, a/json-patch, a/bjson",
    ],
    [{ 200: { "application/pdf": {} }, 422: { "application/json": {} } }, "application/pdf, application/json"],
  ])("is asked for in words of the document: %#", async (responses, accept) => {
    expect(await asking(responses).accept()).toBe(`${accept}, */*;q=0.1`);
  });
});

describe("the transport on undici", () => {
  const text = 'data: {"a":1}\n\ndata: {"a":2}\n\n';

  test.each(["identity", "gzip"])("gives items as they come, unpacked: %s", async (coding) => {
    const packed = coding === "gzip" ? gzipSync(text) : Buffer.from(text);
    const server = createServer((_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "text/event-stream", "content-encoding": coding });
      outgoing.write(packed.subarray(0, 20));
      setTimeout(() => outgoing.end(packed.subarray(20)), 20);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    const dispatcher = new Agent();
    const fetch = nodeTransport({ dispatcher });
    const stream = await ask(transportOf(fetch, { baseUrl: `http://127.0.0.1:${port}` })).stream();
    expect(await all(stream)).toEqual([{ a: 1 }, { a: 2 }]);
    await dispatcher.close();
    server.close();
  });

  test("lets go of the connection with the loop", async () => {
    let isGone: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => {
      isGone = resolve;
    });
    const server = createServer((incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "text/event-stream" });
      outgoing.write(text);
      outgoing.on("close", () => isGone?.());
      incoming.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // as above
    const dispatcher = new Agent();
    const stream = await ask(
      transportOf(nodeTransport({ dispatcher }), { baseUrl: `http://127.0.0.1:${port}` }),
    ).stream();
    for await (const item of stream) {
      expect(item).toEqual({ a: 1 });
      break;
    }
    await gone;
    await dispatcher.destroy();
    server.close();
  });

  test("can be cancelled before anything of it is read, while more of it comes", async () => {
    const server = createServer((incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "text/event-stream" });
      const interval = setInterval(() => outgoing.write(text), 1);
      outgoing.on("close", () => clearInterval(interval));
      incoming.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // as above
    const dispatcher = new Agent();
    const transport = transportOf(nodeTransport({ dispatcher }), { baseUrl: `http://127.0.0.1:${port}` });
    // What is thrown then is thrown where nobody can catch it, and ends the process.
    for (let count = 0; count < 20; count++) {
      await (await ask(transport).stream()).cancel();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await dispatcher.destroy();
    server.close();
  });
});

test("a stream that cannot be let go of is over all the same, and nothing is thrown", async () => {
  const body = { getReader: () => ({ read: () => new Promise(() => {}), cancel: () => undefined }) };
  const headers = new Headers({ "content-type": "text/event-stream" });
  const stream = await ask(transportOf(() => Promise.resolve({ status: 200, headers, body }))).stream();
  const items = all(stream);
  await stream.cancel();
  expect(await items).toEqual([]);
});

describe("the fake", () => {
  const three = [{ a: 1 }, { a: 2 }, { a: 3 }];

  test.each([0, 1, 2, 3])("breaks a stream after %i of its items, which have come by then", async (cutAfter) => {
    const fake = createFake({ ask });
    fake.respond("ask", { status: 200, body: three, cutAfter });
    const found: unknown[] = [];
    const reading = (async () => {
      for await (const item of await ask(transportOf(fake.fetch)).stream()) found.push(item);
    })();
    expect(await rejection(reading)).toMatchObject({ name: "OutcomeUnknownError", reason: "connection" });
    expect(found).toEqual(three.slice(0, cutAfter));
    expect(fake.requests).toMatchObject([{ operation: "ask", wasCarriedOut: true }]);
  });

  test("gives the items of a stream one after the other, with a delay between them", async () => {
    const fake = createFake({ ask });
    fake.respond("ask", { status: 200, body: three, delay: 30 }, { status: 200, body: three, delay: 500 });
    const begun = performance.now();
    expect(await all(await ask(transportOf(fake.fetch)).stream())).toEqual(three);
    expect(performance.now() - begun).toBeGreaterThan(50);
    // The deadline holds for each item: this one comes too late.
    const found: unknown[] = [];
    const reading = (async () => {
      for await (const item of await ask(transportOf(fake.fetch, { timeout: 100 })).stream()) found.push(item);
    })();
    expect(await rejection(reading)).toMatchObject({ name: "OutcomeUnknownError", reason: "timeout" });
    expect(found).toEqual(three.slice(0, 1));
  });

  test.each([
    [{ status: 200, body: { a: 1 }, cutAfter: 0 }, "about a stream of items, and the response is none"],
    [{ status: 200, body: { a: 1 }, undeclared: true, delay: 1 }, "about a stream of items"],
    [{ status: 200, body: three, cutAfter: 4 }, "how many of the items come"],
    [{ status: 200, body: three, delay: -1 }, "a number of milliseconds"],
    [{ status: 200, body: three, delay: Number.NaN }, "a number of milliseconds"],
  ])("refuses %j", (script, words) => {
    expect(() => createFake({ ask }).respond("ask", script as never)).toThrow(words);
  });

  test("responds with the items of a stream", async () => {
    const fake = createFake({ ask, download });
    const transport = transportOf(fake.fetch);
    fake.respond("ask", { status: 200, body: [{ a: 1 }, { a: 2 }] }, { status: 200, body: { a: 3 } });
    expect(await all(await ask(transport).stream())).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await ask(transport)()).toEqual({ a: 3 });
    fake.respond("download", { status: 200, body: new Blob(["%PDF"]) });
    expect(await new Response(await download(transport).stream()).text()).toBe("%PDF");
  });

  test.each<[string, ItemReader, string, unknown[]]>([
    ["data", eventData(), "text/event-stream", [{ a: 1 }, "b"]],
    ["texts", eventTexts(), "text/event-stream", ["a", '{"b":1}']],
    ["events", wholeEvents(), "text/event-stream", [{ data: "a", event: "b", id: "c", retry: 1 }, { data: "d" }]],
    ["events of JSON", wholeEventsOfJson(), "text/event-stream", [{ data: { a: 1 }, event: "b" }, { data: "c" }]],
    ["lines", jsonLines(), "application/jsonl", [{ a: 1 }, "b"]],
    ["records", jsonSequence(), "application/json-seq", [{ a: 1 }, "b"]],
  ])("responds with the items of every kind of stream: %s", async (_kind, items, type, body) => {
    const follow = streaming<[], unknown, { status: 200 }, AsyncIterable<unknown>>(() => ({
      name: "follow",
      method: "GET",
      path: "/follow",
      responses: { "200": { [type]: { items } } },
      open: openItems,
    }));
    const fake = createFake({ follow });
    fake.respond("follow", { status: 200, body } as never);
    expect(await all(await follow(transportOf(fake.fetch)).stream())).toEqual(body);
  });

  test("with none that the document does not know", () => {
    const fake = createFake({ ask });
    expect(() => fake.respond("ask", { status: 200, body: [{ a: "1" }] as never })).toThrow(
      'item.a must satisfy type: "integer"',
    );
  });
});
