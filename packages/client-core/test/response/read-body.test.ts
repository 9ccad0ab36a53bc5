import { describe, expect, test } from "vitest";
import { Deadline, over } from "../../src/engine/deadline.ts";
import { noBytes, readBody, tooLarge } from "../../src/response/read-body.ts";

/** A body of these chunks, and whether somebody has said that the rest is not wanted. */
function streamed(chunks: readonly string[], end: "close" | "error" | "hang" = "close") {
  const state = { cancelled: false };
  const rest = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk !== undefined) controller.enqueue(new TextEncoder().encode(chunk));
      else if (end === "close") controller.close();
      else if (end === "error") controller.error(new Error("broken"));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { state, response: new Response(body) };
}

async function read(response: Response, limit: number): Promise<string> {
  const deadline = new Deadline(performance.now(), 10_000, undefined);
  const { body } = response;
  try {
    return new TextDecoder().decode(body ? await readBody(body, limit, deadline) : noBytes);
  } finally {
    deadline.close();
  }
}

describe("a body", () => {
  test("is read to its end, however it is cut up", async () => {
    expect(await read(streamed(["ab", "", "c", "def"]).response, 100)).toBe("abcdef");
  });

  test("may come in any view of bytes, and is what these say", async () => {
    const { buffer } = new Uint8Array([0, 97, 98, 99, 100, 0]);
    const views = [new DataView(buffer, 1, 2), new Uint16Array(buffer.slice(2, 4)), new Uint8Array(buffer, 4, 1)];
    const body = new ReadableStream({
      start(controller) {
        for (const view of views) controller.enqueue(view);
        controller.close();
      },
    });
    const deadline = new Deadline(performance.now(), 10_000, undefined);
    expect(new TextDecoder().decode(await readBody(body, 100, deadline))).toBe("abbcd");
    deadline.close();
  });

  test.each([
    [
      "throws",
      (): never => {
        throw new Error("x");
      },
    ],
    ["gives nothing", () => {}],
    ["rejects", () => Promise.reject(new Error("x"))],
  ])("is still too large where letting go of it %s", async (_what, cancel) => {
    const chunk = { done: false, value: new Uint8Array(9) };
    const body = { getReader: () => ({ read: () => Promise.resolve(chunk), cancel }) };
    const deadline = new Deadline(performance.now(), 10_000, undefined);
    await expect(readBody(body as unknown as ReadableStream<Uint8Array>, 5, deadline)).rejects.toBe(tooLarge);
    deadline.close();
  });

  test("may be missing, or empty", async () => {
    expect(await read(new Response(null), 1)).toBe("");
    expect(await read(streamed([]).response, 1)).toBe("");
  });

  test("may be as large as allowed, and not larger", async () => {
    expect(await read(streamed(["abc", "de"]).response, 5)).toBe("abcde");
    const { response, state } = streamed(["abc", "def", "ghi"], "hang");
    await expect(read(response, 5)).rejects.toBe(tooLarge);
    expect(state.cancelled).toBe(true);
  });

  test("that breaks off is none", async () => {
    await expect(read(streamed(["abc"], "error").response, 5)).rejects.toThrow("broken");
  });

  test("that never ends is let go of when the time is up", async () => {
    const { response, state } = streamed(["abc"], "hang");
    const controller = new AbortController();
    const deadline = new Deadline(performance.now(), 10_000, controller.signal);
    const body = response.body as NonNullable<typeof response.body>;
    const reading = readBody(body, 5, deadline).catch((reason: unknown) => reason);
    controller.abort();
    expect(await reading).toBe(over);
    expect(deadline.ended).toBe("aborted");
    deadline.close();
    expect(state.cancelled).toBe(true);
  });
});

test("chunks that are there at once and never end, empty ones too, end with the deadline", async () => {
  const body = { getReader: () => ({ read: async () => ({ done: false, value: noBytes }), cancel: async () => {} }) };
  const deadline = new Deadline(performance.now(), 30, undefined);
  // What a `fetch` gives that is none of the runtime's.
  await expect(readBody(body as never, 100, deadline)).rejects.toBe(over);
  expect(deadline.ended).toBe("timeout");
});
