import { describe, expect, test, vi } from "vitest";
import type { ItemReader } from "../../src/definition.ts";
import {
  eventData,
  eventTexts,
  type ItemStream,
  jsonLines,
  jsonSequence,
  wholeEvents,
  wholeEventsOfJson,
} from "../../src/streams/items.ts";
import { openItems } from "../../src/streams/open.ts";
import { checkOf } from "../check-of.ts";
import { createTransport, operation } from "../every.ts";
import { rejection } from "../observed.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Gives these chunks one after the other, and then ends, breaks or waits for ever. */
function chunked(chunks: readonly (Uint8Array | string)[], then: "breaks" | "ends" | "waits" = "ends") {
  const waiting = [...chunks];
  const state = { cancelled: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller): Promise<void> | void {
        const chunk = waiting.shift();
        if (chunk !== undefined) return controller.enqueue(typeof chunk === "string" ? bytes(chunk) : chunk);
        if (then === "ends") return controller.close();
        if (then === "breaks")
          return controller.error(Object.assign(new TypeError("terminated"), { code: "ECONNRESET" }));
        return new Promise(() => {});
      },
      cancel() {
        state.cancelled++;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

interface Given {
  readonly type?: string;
  readonly items: ItemReader;
  readonly body: BodyInit | null;
  readonly options?: object;
  readonly signal?: AbortSignal;
}

async function opened({ type = "text/event-stream", items, body, options = {}, signal: callers }: Given) {
  let signal: AbortSignal | null | undefined;
  const fetch = (_url: string, init: RequestInit): Promise<Response> => {
    signal = init.signal;
    return Promise.resolve(new Response(body, { headers: { "content-type": type } }));
  };
  const transport = createTransport(
    { name: "Example", server: "https://example.com", auth: [[]] },
    { fetch, retry: false, ...options },
  );
  const follow = operation<[input: undefined, options: object], ItemStream<unknown>, unknown>(() => ({
    name: "follow",
    method: "GET",
    path: "/",
    responses: { "200": { [type]: { items } } },
    open: openItems,
  }));
  return { stream: await follow(transport)(undefined, { signal: callers }), isLetGo: () => signal?.aborted ?? false };
}

async function all(stream: ItemStream<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** What the HTML standard says of event streams, "Interpreting an event stream"; the first ones are its own examples. */
describe("server-sent events are read as the HTML standard says", () => {
  test.each([
    ["data: YHOO\ndata: +2\ndata: 10\n\n", [{ data: "YHOO\n+2\n10" }]],
    [
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [{ data: "first event", id: "1" }, { data: "second event", id: "" }, { data: " third event" }],
    ],
    ["data\n\ndata\ndata\n\ndata:", [{ data: "" }, { data: "\n" }]],
    ["data:test\n\ndata: test\n\n", [{ data: "test" }, { data: "test" }]],
    [
      "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
      [
        { event: "add", data: "73857293" },
        { event: "remove", data: "2153" },
      ],
    ],
    ["\ufeffdata: a\r\n\r\ndata: b\r\rdata: c\n\n", [{ data: "a" }, { data: "b" }, { data: "c" }]],
    ["retry: 10\ndata: a\n\nretry: 1s\ndata: b\n\n", [{ retry: 10, data: "a" }, { data: "b" }]],
    ["retry: a10\ndata: a\n\n", [{ data: "a" }]],
    ["id: a\0b\ndata: a\n\n", [{ data: "a" }]],
    ["event: lonely\n\nunknown: x\ndata: a\n\n", [{ data: "a" }]],
    ["data: a\n\nevent: cut off, without data", [{ data: "a" }]],
    ["data: a:b\n\n", [{ data: "a:b" }]],
    ["data: [DONE]\n\n", [{ data: "[DONE]" }]],
    ["", []],
  ])("%j", async (text, items) => {
    const { stream } = await opened({ items: wholeEvents(), body: text });
    expect(await all(stream)).toEqual(items);
  });

  test("wherever the network cuts them", async () => {
    const text = bytes("\ufeffevent: é\r\ndata: ü€😀\r\n\r\n: x\rdata: b\n\r\n");
    const whole = [{ event: "é", data: "ü€😀" }, { data: "b" }];
    for (let first = 0; first <= text.length; first++) {
      const { body } = chunked([text.subarray(0, first), text.subarray(first)]);
      expect(await all((await opened({ items: wholeEvents(), body })).stream)).toEqual(whole);
    }
    const { body } = chunked([...text].map((byte) => new Uint8Array([byte])));
    expect(await all((await opened({ items: wholeEvents(), body })).stream)).toEqual(whole);
  });
});

describe("items are what their kind says", () => {
  const { raw } = String;
  test.each<[string, ItemReader, string, string, unknown[]]>([
    [
      "the JSON of data",
      eventData(),
      "text/event-stream",
      'data: {"a":1}\n\ndata: {"a":\ndata: 2}\n\n',
      [{ a: 1 }, { a: 2 }],
    ],
    ["up to [DONE]", eventData(), "text/event-stream", "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", [1]],
    ["the text of data", eventTexts(), "text/event-stream", "data: 1\n\ndata: [DONE]\n\n", ["1", "[DONE]"]],
    [
      "events with JSON",
      wholeEventsOfJson(),
      "text/event-stream; charset=utf-8",
      'event: a\ndata: {"b":1}\n\ndata: [DONE]\n\n',
      [{ event: "a", data: { b: 1 } }],
    ],
    ["lines", jsonLines(), "application/x-ndjson", '{"a":1}\r\n\n[2]\n"3"', [{ a: 1 }, [2], "3"]],
    ["lines up to [DONE]", jsonLines(), "application/jsonl", "1\n[DONE]\n2\n", [1]],
    ["up to a [DONE] with nothing behind it", eventData(), "text/event-stream", "data: 1\n\ndata: [DONE]", [1]],
    ["up to a [DONE] among blanks", eventData(), "text/event-stream", "data: 1\n\ndata:  [DONE] \n\ndata: 2\n\n", [1]],
    ["up to such a one with nothing behind it", eventData(), "text/event-stream", "data: 1\n\ndata:  [DONE] ", [1]],
    ["lines that are not blank", jsonLines(), "application/jsonl", "1\n \t\n2\n", [1, 2]],
    ["records that are not blank", jsonSequence(), "application/json-seq", "\u001e \n\u001e1\n", [1]],
    ["records", jsonSequence(), "application/json-seq", '\u001e{"a":1}\n\u001e[\n2\n]\n\u001e3\n', [{ a: 1 }, [2], 3]],
    ["an escaped end of a line", jsonLines(), "application/jsonl", `${raw`"a\nb"`}\n`, ["a\nb"]],
  ])("%s", async (_words, items, type, body, expected) => {
    const { stream, isLetGo } = await opened({ type, items, body });
    expect(await all(stream)).toEqual(expected);
    expect(isLetGo()).toBe(true);
  });

  test("brackets within a record that are texts open nothing", async () => {
    const record = { "[": '{"\\', a: ["}", { b: "]" }] };
    const body = [1, 2].map((step) => `\u001e${JSON.stringify(record, undefined, step)}\n`).join("\u001e\n");
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body });
    expect(await all(stream)).toEqual([record, record]);
  });

  test("a bracket in a text of a record opens none, nor does it close one", async () => {
    const body = '\u001e{"a":"["}\n\u001e{"b":\n"}"}\n\u001e["\\"]"\n]\n';
    const { body: chunks } = chunked([body], "waits");
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body: chunks });
    const iterator = stream[Symbol.asyncIterator]();
    const found = [await iterator.next(), await iterator.next(), await iterator.next()];
    expect(found.map(({ value }) => value)).toEqual([{ a: "[" }, { b: "}" }, ['"]']]);
    await stream.cancel();
  });

  test.each([
    ["within a list", "\u001e[1,\n", "undecodable", "the next item cannot be read as JSON"],
    ["within a number, by a line feed", "\u001e[1\n2]\n", "undecodable", "the next item cannot be read as JSON"],
    ["before another", '\u001e{"a":\u001e1\n', "connection", "it was cut off within an item"],
    ["behind a bracket", "\u001e[1],2", "connection", "it was cut off within an item"],
  ])("a record that is cut off is none, and is told: %s", async (_where, body, reason, text) => {
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body });
    const error = await rejection(all(stream));
    expect(error).toMatchObject({ reason });
    expect((error as Error).message).toContain(`after 0 items: ${text}`);
  });

  test("a record of very many lines is read in the time that its size takes", async () => {
    const record = Array.from({ length: 60_000 }, (_, index) => index);
    const body = `\u001e${JSON.stringify(record, undefined, 1)}\n`;
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body });
    expect(await all(stream)).toEqual([record]); // within the time of a test: read anew with each line, it took a minute
  });

  test.each([
    ["at the end", "\u001e1\n\u001e22", [1]],
    ["before another record", "\u001e1\n\u001e22\u001e3\n", [1]],
    ["that is a word", "\u001etrue", []],
  ])("a number that may have been cut off is no record, and is told: %s", async (_where, body, expected) => {
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body });
    const items: unknown[] = [];
    const error = await rejection(
      (async () => {
        for await (const item of stream) items.push(item);
      })(),
    );
    expect(items).toEqual(expected);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "connection" });
  });

  test.each([
    ["ends itself", '\u001e{"a":1}\u001e"b"\u001e[1]', [{ a: 1 }, "b", [1]]],
    ["has a blank behind it", "\u001e1 \u001etrue\t", [1, true]],
  ])("a record without a line feed is whole where it %s", async (_how, body, expected) => {
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body });
    expect(await all(stream)).toEqual(expected);
  });

  test("a record is there as soon as it is whole", async () => {
    const { body } = chunked(['\u001e{"a":', "1}\n"], "waits");
    const { stream } = await opened({ type: "application/json-seq", items: jsonSequence(), body });
    const iterator = stream[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: { a: 1 } });
    await stream.cancel();
  });
});

describe("one byte order mark at the beginning of a stream means nothing", () => {
  test.each([
    ["of lines", jsonLines(), "application/jsonl", '\ufeff{"a":1}\n2\n', [{ a: 1 }, 2]],
    ["of one line that has no end", jsonLines(), "application/jsonl", "\ufeff1", [1]],
    ["of nothing else", jsonLines(), "application/jsonl", "\ufeff", []],
    ["of records", jsonSequence(), "application/json-seq", "\ufeff\u001e1\n", [1]],
    [
      "of texts in lines, where it stands within one, too",
      jsonLines(),
      "application/jsonl",
      '\ufeff"\ufeff"\n',
      ["\ufeff"],
    ],
  ])("%s", async (_what, items, type, text, expected) => {
    for (const chunks of [[bytes(text)], [...bytes(text)].map((byte) => Uint8Array.of(byte))]) {
      const { stream } = await opened({ type, items, body: chunked(chunks).body });
      expect(await all(stream)).toEqual(expected);
    }
  });

  test.each([
    ["a second one", "\ufeff\ufeff1\n"],
    ["one before another line", "1\n\ufeff2\n"],
  ])("%s makes a line undecodable", async (_what, text) => {
    const { stream } = await opened({ type: "application/jsonl", items: jsonLines(), body: chunked([text]).body });
    expect(await rejection(all(stream))).toMatchObject({ reason: "undecodable" });
  });
});

describe("an item may have as many bytes as maxResponseBytes says, and no more", () => {
  const event = (length: number): string => `data: "${"x".repeat(length - 8)}"`;
  const text = (length: number): string => `"${"x".repeat(length - 2)}"`;
  test.each<[string, ItemReader, string, (length: number) => string]>([
    ["events", eventData(), "text/event-stream", (length) => `${event(length)}\n\n`],
    ["events of two lines", eventData(), "text/event-stream", (length) => `event: a\n${event(length - 8)}\n\n`],
    ["lines", jsonLines(), "application/jsonl", (length) => `${text(length)}\n`],
    ["records", jsonSequence(), "application/json-seq", (length) => `\u001e${text(length)}\n`],
    ["records of two lines", jsonSequence(), "application/json-seq", (length) => `\u001e[\n${text(length - 2)}]\n`],
  ])("%s", async (_what, items, type, write) => {
    const options = { maxResponseBytes: 60 };
    const { stream } = await opened({ type, items, body: [60, 50, 60].map(write).join(""), options });
    expect(await all(stream)).toHaveLength(3);
    for (const chunks of [[write(61)], [write(61).slice(0, -1), "\n"]]) {
      const { stream: other } = await opened({ type, items, body: chunked(chunks).body, options });
      const error = await rejection(all(other));
      expect(error).toMatchObject({ reason: "too-large" });
      expect((error as Error).message).toContain("after 0 items: an item has more than 60 bytes");
    }
  });

  test("which the last one may have, too, without an end", async () => {
    const { stream } = await opened({
      type: "application/jsonl",
      items: jsonLines(),
      body: text(60),
      options: { maxResponseBytes: 60 },
    });
    expect(await all(stream)).toHaveLength(1);
  });
});

test.each([0, 1])("a text that is no UTF-8 is no item, wherever it stands: after %i", async (count) => {
  const good = "data: a\n\n".repeat(count);
  const { body } = chunked([new Uint8Array([...bytes(`${good}data: `), 0xff, 10, 10])]);
  const error = await rejection(all((await opened({ items: eventTexts(), body })).stream));
  expect(error).toMatchObject({ reason: "undecodable" });
  expect((error as Error).message).toContain(`after ${count} item${count ? "" : "s"}: it cannot be read`);
});

test("a response without a body has no items", async () => {
  expect(await all((await opened({ items: eventData(), body: null })).stream)).toEqual([]);
});

describe("a stream that ends early says what is known", () => {
  const one = 'data: {"a":1}\n\n';
  const check = checkOf({ type: "object", required: ["a"], properties: { a: { type: "integer" } } }, "response");

  test.each([
    ["the connection breaks", [one, "data: {"], "breaks", "connection", "after 1 item: the connection broke"],
    ["no item comes in time", [one, "data: {", '"a"'], "waits", "timeout", "after 1 item: its time was up"],
    [
      "an item is not JSON",
      [one, one, "data: {\n\n"],
      "ends",
      "undecodable",
      "after 2 items: the next item cannot be read as JSON",
    ],
    ["an item has a name twice", ['data: {"a":1,"a":2}\n\n'], "ends", "undecodable", "after 0 items"],
    [
      "an item is not as declared",
      [one, 'data: {"a":"1"}\n\n'],
      "ends",
      "undeclared",
      'item.a must satisfy type: "integer", is string',
    ],
    [
      "an item is too large",
      [one, `data: {"b":"${"x".repeat(200)}"`],
      "waits",
      "too-large",
      "an item has more than 100 bytes",
    ],
    [
      "an item is too large in many lines",
      [one, ...Array.from({ length: 20 }, () => "data: 123456\n")],
      "waits",
      "too-large",
      "more than 100 bytes",
    ],
    [
      "a text is no UTF-8",
      [one, new Uint8Array([...bytes("data: "), 0xff, 10, 10])],
      "ends",
      "undecodable",
      "after 1 item",
    ],
  ] as const)("%s", async (_words, chunks, then, reason, text) => {
    const { body, state } = chunked(chunks, then);
    const options = { timeout: 60, maxResponseBytes: 100 };
    const { stream, isLetGo } = await opened({ items: eventData(check), body, options });
    const error = await rejection(all(stream));
    expect(error).toMatchObject({
      name: "OutcomeUnknownError",
      reason,
      status: 200,
      receipt: { attempts: 1, status: 200 },
    });
    expect((error as Error).message).toContain(text);
    expect(isLetGo()).toBe(true);
    if (then !== "breaks") expect(state.cancelled).toBe(1);
    expect(await stream[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
  });

  test.each([true, false])("the caller's signal ends it, whether somebody waits or not: %s", async (isWaited) => {
    const controller = new AbortController();
    const { body, state } = chunked([one], "waits");
    const { stream, isLetGo } = await opened({ items: eventData(), body, signal: controller.signal });
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    const next = isWaited ? iterator.next() : undefined;
    controller.abort();
    expect([isLetGo(), state.cancelled]).toEqual([true, 1]);
    const error = await rejection(next ?? iterator.next());
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "aborted" });
  });
});

describe("the caller's signal", () => {
  test("that ends the call as its response comes ends the stream", async () => {
    const controller = new AbortController();
    const { body, state } = chunked(["data: 1\n\n"], "waits");
    const hooks = { onResponse: () => controller.abort() };
    const given = { items: eventData(), body, signal: controller.signal, options: { hooks } };
    const { stream } = await opened(given);
    expect(await rejection(all(stream))).toMatchObject({ name: "OutcomeUnknownError", reason: "aborted" });
    expect(state.cancelled).toBe(1);
  });

  test.each(["ends", "waits"] as const)("is let go of with the stream that %s", async (then) => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, "removeEventListener");
    const { stream } = await opened({ items: eventData(), body: chunked(["data: 1\n\n"], then).body, signal });
    const before = removed.mock.calls.length;
    for await (const _item of stream) if (then === "waits") break;
    expect(removed.mock.calls.slice(before).map(([type]) => type)).toEqual(["abort"]);
  });
});

describe("a deadline holds between items, and not over all of them", () => {
  const slowly = (texts: readonly string[], pause: number): ReadableStream<Uint8Array> => {
    const waiting = [...texts];
    return new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        const text = waiting.shift();
        if (text === undefined) controller.close();
        else controller.enqueue(bytes(text));
      },
    });
  };

  test("many items may take longer together", async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `data: ${index}\n\n`);
    const { stream } = await opened({ items: eventData(), body: slowly(texts, 40), options: { timeout: 200 } });
    expect(await all(stream)).toHaveLength(8);
  });

  test("a comment is a sign of life", async () => {
    const texts = [...Array.from({ length: 8 }, () => ": still here\n"), "data: 1\n\n"];
    const { stream } = await opened({ items: eventData(), body: slowly(texts, 40), options: { timeout: 200 } });
    expect(await all(stream)).toEqual([1]);
  });

  test("what its caller does with an item takes none of its time", async () => {
    const { stream } = await opened({ items: eventData(), body: "data: 1\n\ndata: 2\n\n", options: { timeout: 60 } });
    const items: unknown[] = [];
    for await (const item of stream) {
      items.push(item);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(items).toEqual([1, 2]);
  });
});

describe("who wants no more", () => {
  test("leaves the loop, and the connection is let go", async () => {
    const { body, state } = chunked(["data: 1\n\ndata: 2\n\n"], "waits");
    const { stream, isLetGo } = await opened({ items: eventData(), body });
    for await (const item of stream) {
      expect(item).toBe(1);
      break;
    }
    expect([isLetGo(), state.cancelled]).toEqual([true, 1]);
    expect(await all(stream)).toEqual([]);
    const { stream: other } = await opened({ items: eventData(), body: "data: 1\n\n" });
    expect(await other[Symbol.asyncIterator]().return?.()).toEqual({ done: true, value: undefined });
    expect(await all(other)).toEqual([]);
  });

  test("cancels it before the first item, or while another waits for the next", async () => {
    const { body, state } = chunked(["data: 1"], "waits");
    const { stream } = await opened({ items: eventData(), body });
    const waiting = all(stream);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await stream.cancel();
    expect(await waiting).toEqual([]);
    expect(state.cancelled).toBe(1);
  });
});

// The HTML standard drops such an event, and connects again. Who counts events must not take a part of them for all.
test.each(["data: {", 'data: {"a":2}', 'data: {"a":2}\n', "data: [DONE"])(
  "an event that is cut off is told: %j",
  async (rest) => {
    const { stream, isLetGo } = await opened({ items: eventData(), body: `data: {"a":1}\n\n${rest}` });
    const items: unknown[] = [];
    const going = (async () => {
      for await (const item of stream) items.push(item);
    })();
    await expect(going).rejects.toMatchObject({ name: "OutcomeUnknownError", reason: "connection" });
    await expect(going).rejects.toThrow("after 1 item: it was cut off within an event");
    expect([items, isLetGo()]).toEqual([[{ a: 1 }], true]);
  },
);

test("what is on Object.prototype is no field of an event", async () => {
  Object.defineProperty(Object.prototype, "data", { value: "polluted", configurable: true, writable: true });
  try {
    const { stream } = await opened({ items: wholeEvents(), body: "event: a\n\ndata: 1\n\n" });
    expect(await all(stream)).toEqual([{ data: "1" }]);
  } finally {
    Reflect.deleteProperty(Object.prototype, "data");
  }
});

test("a receipt of what has only begun says so", async () => {
  const receipts: unknown[] = [];
  const hooks = { onReceipt: ({ receipt }: { receipt: unknown }) => receipts.push(receipt) };
  const { stream } = await opened({ items: eventData(), body: "", options: { hooks } });
  expect(receipts).toMatchObject([{ completion: "accepted", status: 200 }]);
  await stream.cancel();
});
