import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import type { FetchedResponse } from "../../src/definition.ts";
import { nodeTransport } from "../../src/node/transport.ts";
import { isWhole, tooLarge, type WholeBody } from "../../src/response/read-body.ts";
import { rejection } from "../observed.ts";

/** What undici calls as a request goes on. */
interface Handler {
  onRequestStart(controller: object): void;
  onResponseStart(controller: object, status: number, headers: object): void;
  onResponseData(controller: object, chunk: Uint8Array): void;
  onResponseEnd(): void;
  onResponseError(controller: object, error: unknown): void;
}

interface Sent {
  readonly options: Record<string, unknown> & { readonly headers: Record<string, string> };
  readonly handler: Handler;
}

/** A dispatcher that sends nothing: what comes of a request, a test says. */
function wired() {
  const sent: Sent[] = [];
  const close = vi.fn(async () => {});
  const dispatcher = {
    dispatch(options: object, handler: object): boolean {
      sent.push({ options, handler } as Sent); // as undici has them
      return true;
    },
    close,
  };
  const controller = { abort: vi.fn(), pause: vi.fn(), resume: vi.fn() };
  const fetch = nodeTransport({ dispatcher });
  /** The first request, once it has been handed over. */
  const handed = async (): Promise<Sent> => {
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    return sent[0] as Sent;
  };
  return { fetch, controller, close, handed };
}

/** A request whose response has begun. */
async function begun(headers: object = {}, signal?: AbortSignal) {
  const { fetch, controller, handed } = wired();
  const response = fetch("https://a.example/", signal ? { signal } : {});
  const { handler } = await handed();
  handler.onRequestStart(controller);
  handler.onResponseStart(controller, 200, headers);
  const { body } = await response;
  if (!body || !isWhole(body)) throw new Error("it can be read at once");
  const whole: WholeBody = body;
  const give = (...chunks: (string | Uint8Array)[]): void => {
    for (const chunk of chunks) handler.onResponseData(controller, Buffer.from(chunk as string));
  };
  return { handler, controller, body: whole, give, response };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe("a request over undici's dispatcher", () => {
  test.each([
    ["https://a.example/x/y?z=1", "https://a.example", "/x/y?z=1"],
    ["http://a/", "http://a", "/"],
    ["http://127.0.0.1:80/x", "http://127.0.0.1:80", "/x"],
    ["https://a.example", "https://a.example", "/"],
  ])("goes where its URL says: %s", async (url, origin, path) => {
    const { fetch, handed } = wired();
    fetch(url, {}).catch(() => {});
    expect((await handed()).options).toEqual({
      origin,
      path,
      method: "GET",
      headers: { "accept-encoding": "gzip, deflate, br", "user-agent": "node" },
      body: null,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  });

  test.each<[unknown, unknown, string | undefined]>([
    ["text", "text", undefined],
    ["", "", undefined],
    [null, null, undefined],
    [undefined, null, undefined],
    [new Blob(["bytes"]), new Uint8Array(Buffer.from("bytes")), undefined],
    [new Blob(["bytes"], { type: "image/png" }), new Uint8Array(Buffer.from("bytes")), "image/png"],
  ])("has the body that was given: %o", async (body, sent, type) => {
    const { fetch, handed } = wired();
    fetch("https://a.example/", { method: "PUT", headers: { "user-agent": "mine" }, body: body as BodyInit }).catch(
      () => {},
    );
    const { options } = await handed();
    expect(options).toMatchObject({ method: "PUT", body: sent, headers: { "user-agent": "mine" } });
    expect(options.headers["content-type"]).toBe(type);
  });

  test("keeps the media type that was given, and leaves the headers of its caller alone", async () => {
    const { fetch, handed } = wired();
    const headers = { "content-type": "a/b" };
    fetch("https://a.example/", { method: "PUT", headers, body: new Blob(["x"], { type: "image/png" }) }).catch(
      () => {},
    );
    expect((await handed()).options.headers["content-type"]).toBe("a/b");
    expect(headers).toEqual({ "content-type": "a/b" });
  });

  test("is ended by its signal, whether it has begun or not", async () => {
    for (const isBegun of [true, false]) {
      const { fetch, controller, handed } = wired();
      const caller = new AbortController();
      const failed = rejection(fetch("https://a.example/", { signal: caller.signal }));
      const { handler } = await handed();
      if (isBegun) handler.onRequestStart(controller);
      caller.abort("no more");
      expect(controller.abort).toHaveBeenCalledTimes(isBegun ? 1 : 0);
      if (!isBegun) handler.onRequestStart(controller);
      expect(controller.abort).toHaveBeenCalledTimes(1);
      expect(controller.abort.mock.calls[0]?.[0]).toBeInstanceOf(Error);
      expect(await failed).toBe("no more");
      handler.onResponseError(controller, new Error("what came of that"));
    }
  });

  test("lets go of its signal at its end", async () => {
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    const { handler } = await begun({}, signal);
    expect(added.mock.calls.map(([type]) => type)).toEqual(["abort"]);
    expect(removed).not.toHaveBeenCalled();
    handler.onResponseEnd();
    expect(removed.mock.calls).toEqual([["abort", added.mock.calls[0]?.[1]]]);
  });

  test("that has not begun is not ended by whoever begins it", async () => {
    const { controller, body, handler } = await begun();
    expect(controller.abort).not.toHaveBeenCalled();
    handler.onResponseEnd();
    expect(await body.read(0)).toHaveLength(0);
  });

  test("fails with what undici says", async () => {
    const { fetch, controller, handed } = wired();
    const failed = rejection(fetch("https://a.example/", {}));
    const problem = new Error("refused");
    (await handed()).handler.onResponseError(controller, problem);
    expect(await failed).toBe(problem);
  });
});

test("closing it closes the dispatcher", async () => {
  const { fetch, close } = wired();
  await fetch.close();
  expect(close).toHaveBeenCalledTimes(1);
});

describe("the head of a response", () => {
  test("is the one that is meant: what comes before it says nothing", async () => {
    const { fetch, controller, handed } = wired();
    const response = fetch("https://a.example/", {});
    const { handler } = await handed();
    handler.onResponseStart(controller, 103, { link: "</a>" });
    handler.onResponseStart(controller, 100, {});
    handler.onResponseStart(controller, 200, { "x-a": "b" });
    const { status, headers } = await response;
    expect([status, headers.get("x-a"), headers.get("link")]).toEqual([200, "b", null]);
  });

  test("gives its headers, several of a name joined", async () => {
    const { response } = await begun({ "x-a": "b", "set-cookie": ["c=1", "d=2"], "x-e": undefined });
    const { headers } = (await response) as FetchedResponse;
    expect([...headers]).toEqual([
      ["x-a", "b"],
      ["set-cookie", "c=1, d=2"],
      ["x-e", ""],
    ]);
    expect(headers.get("set-cookie")).toBe("c=1, d=2");
    for (const name of ["x-e", "x-f", "constructor"]) expect(headers.get(name)).toBeNull();
  });
});

describe("a body that is read at once", () => {
  test("is all that came, before and after it was asked for", async () => {
    const { body, give, handler } = await begun();
    give("a", "b");
    const read = body.read(10);
    give("c");
    handler.onResponseEnd();
    expect(text(await read)).toBe("abc");
    const one = await begun();
    one.give("abc");
    one.handler.onResponseEnd();
    expect(text(await one.body.read(3))).toBe("abc");
  });

  test.each([true, false])("is refused beyond its limit, and the connection is let go: %s", async (isAskedFirst) => {
    const { body, give, controller, handler } = await begun();
    const first = isAskedFirst ? rejection(body.read(3)) : undefined;
    give("ab", "c");
    expect(controller.abort).not.toHaveBeenCalled();
    give("d");
    expect(await (first ?? rejection(body.read(3)))).toBe(tooLarge);
    expect(controller.abort).toHaveBeenCalledTimes(1);
    give("e");
    handler.onResponseEnd();
    expect(await rejection(body.read(100))).toBe(tooLarge);
  });

  test("fails where its connection does", async () => {
    const { body, give, controller, handler } = await begun();
    give("a");
    const failed = rejection(body.read(10));
    const problem = new Error("reset");
    handler.onResponseError(controller, problem);
    expect(await failed).toBe(problem);
    expect(await rejection(body.read(10))).toBe(problem);
  });

  test("fails with its signal", async () => {
    const caller = new AbortController();
    const { body, controller } = await begun({}, caller.signal);
    const failed = rejection(body.read(10));
    caller.abort("no more");
    expect(await failed).toBe("no more");
    expect(controller.abort).toHaveBeenCalledTimes(1);
  });

  const plain = Buffer.from("plain ".repeat(50));
  test.each<[string | string[], Uint8Array]>([
    ["gzip", gzipSync(plain)],
    ["GZIP", gzipSync(plain)],
    ["x-gzip", gzipSync(plain)],
    ["deflate", deflateSync(plain)],
    ["deflate", deflateRawSync(plain)],
    ["br", brotliCompressSync(plain)],
    ["gzip, br", brotliCompressSync(gzipSync(plain))],
    [["gzip", "br"], brotliCompressSync(gzipSync(plain))],
    ["identity", plain],
    ["pack200", plain],
    ["gzip, pack200", plain],
    ["", plain],
  ])("is unpacked where it can be: %s", async (coding, packed) => {
    const { body, give, handler } = await begun({ "content-encoding": coding });
    give(packed.subarray(0, 5), packed.subarray(5));
    handler.onResponseEnd();
    expect(text(await body.read(1000))).toBe(plain.toString());
  });

  test("is not unpacked beyond its limit, nor where it is broken, and nothing is what nothing was packed", async () => {
    const bomb = await begun({ "content-encoding": "gzip" });
    bomb.give(gzipSync("x".repeat(1000)));
    bomb.handler.onResponseEnd();
    expect(await rejection(bomb.body.read(999))).toBe(tooLarge);
    expect(await bomb.body.read(1000)).toHaveLength(1000);
    const broken = await begun({ "content-encoding": "gzip" });
    broken.give("no gzip");
    broken.handler.onResponseEnd();
    expect(await rejection(broken.body.read(1000))).toMatchObject({ code: "Z_DATA_ERROR" });
    const empty = await begun({ "content-encoding": "gzip" });
    empty.handler.onResponseEnd();
    expect(await empty.body.read(1000)).toHaveLength(0);
  });
});

describe("a body as it comes", () => {
  const all = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
    const found: Uint8Array[] = [];
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return text(Buffer.concat(found));
      found.push(value);
    }
  };

  test("is what came before it was asked for, and after", async () => {
    const { body, give, handler } = await begun();
    give("a");
    const read = all(body.stream());
    give("b");
    handler.onResponseEnd();
    expect(await read).toBe("ab");
    const over = await begun();
    over.give("a", "b");
    over.handler.onResponseEnd();
    expect(await all(over.body.stream())).toBe("ab");
  });

  test.each<[string, (plain: string) => Uint8Array]>([
    ["gzip", gzipSync],
    ["X-GZIP", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["gzip , br", (plain) => brotliCompressSync(gzipSync(plain))],
    ["identity", (plain) => Buffer.from(plain)],
  ])("is unpacked: %s", async (coding, pack) => {
    const { body, give, handler } = await begun({ "content-encoding": coding });
    const packed = pack("plain");
    const read = all(body.stream());
    give(packed.subarray(0, 3), packed.subarray(3));
    handler.onResponseEnd();
    expect(await read).toBe("plain");
  });

  test("fails where its connection does, before and after it was asked for", async () => {
    const problem = new Error("reset");
    const { body, controller, handler } = await begun();
    const read = rejection(all(body.stream()));
    handler.onResponseError(controller, problem);
    expect(await read).toBe(problem);
    const over = await begun();
    over.handler.onResponseError(controller, problem);
    expect(await rejection(all(over.body.stream()))).toBe(problem);
    const broken = await begun({ "content-encoding": "gzip" });
    const unpacked = rejection(all(broken.body.stream()));
    broken.give("no gzip at all");
    expect(await unpacked).toMatchObject({ code: "Z_DATA_ERROR" });
    expect(broken.controller.abort).toHaveBeenCalledTimes(1);
  });

  test("holds the connection up where nobody reads, and lets it go on with the next", async () => {
    const { body, give, controller } = await begun();
    const reader = body.stream().getReader();
    await new Promise((resolve) => setImmediate(resolve));
    expect(controller.resume).not.toHaveBeenCalled();
    give(new Uint8Array(1000));
    expect(controller.pause).not.toHaveBeenCalled();
    give(new Uint8Array(1_000_000));
    expect(controller.pause).toHaveBeenCalled();
    controller.resume.mockClear();
    await reader.read();
    await vi.waitFor(() => expect(controller.resume).toHaveBeenCalled());
  });

  test("lets go of the connection where nobody wants more", async () => {
    const { body, give, controller, handler } = await begun();
    const reader = body.stream().getReader();
    give("a");
    await reader.read();
    await reader.cancel();
    await vi.waitFor(() => expect(controller.abort).toHaveBeenCalledTimes(1));
    give("b");
    handler.onResponseEnd();
    const whole = await begun();
    await (whole.body as unknown as { cancel(): Promise<void> }).cancel(); // as whoever has no use for it does
    expect(whole.controller.abort).toHaveBeenCalledTimes(1);
    expect(await rejection(whole.body.read(10))).toBe(tooLarge);
  });

  test("of which all has come is not let go of, but over", async () => {
    const { body, give, controller, handler } = await begun();
    give("a");
    handler.onResponseEnd();
    expect(await all(body.stream())).toBe("a");
    expect(controller.abort).not.toHaveBeenCalled();
  });
});
