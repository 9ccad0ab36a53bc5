import type { FetchedResponse } from "../definition.ts";
import type { Deadline } from "../engine/deadline.ts";

/** What `readBody` throws when a body is larger than allowed. Registered: `./node` has a copy of this of its own. */
export const tooLarge: unique symbol = Symbol.for("@org/client-core/too-large");

/** A body that can be read at once, of a transport that has no streams. */
export abstract class WholeBody {
  /** By this it is known: `./node` has a copy of this class of its own. */
  readonly "~whole" = true;

  /** After decompression. It rejects with `tooLarge` beyond so many bytes. */
  abstract read(limit: number): Promise<Uint8Array<ArrayBuffer>>;

  /** After decompression, as it comes. */
  abstract stream(): ReadableStream<Uint8Array>;
}

export const isWhole = (body: object): body is WholeBody => Object.hasOwn(body, "~whole");

export const noBytes: Uint8Array<ArrayBuffer> = /* @__PURE__ */ new Uint8Array();

/**
 * A chunk of a body as bytes; a stream may also hold other views of them.
 * @throws TypeError for what is none
 */
export function bytesIn(chunk: unknown): Uint8Array<ArrayBuffer> {
  if (chunk instanceof Uint8Array) return chunk as Uint8Array<ArrayBuffer>; // nobody shares memory with it
  if (!ArrayBuffer.isView(chunk)) throw new TypeError("no bytes");
  return new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength); // as above
}

/**
 * Reads a body to its end, after decompression.
 * @throws tooLarge beyond `limit` bytes; `over` with the deadline; whatever the stream throws when it breaks
 */
export async function readBody(
  body: NonNullable<FetchedResponse["body"]> | WholeBody,
  limit: number,
  deadline: Deadline,
): Promise<Uint8Array<ArrayBuffer>> {
  if (isWhole(body)) return deadline.wait(body.read(limit));
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>; // nobody shares memory with it
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await deadline.wait(reader.read());
      if (done) return join(chunks, size);
      const bytes = bytesIn(value);
      size += bytes.length;
      if (size > limit) throw tooLarge;
      // Chunks that are there at once, and empty perhaps, would keep the timer from going off.
      if (chunks.push(bytes) > 1) deadline.check();
    }
  } catch (thrown) {
    letGo(reader);
    throw thrown;
  }
}

/** Lets go of a connection that is of no use any more, whatever it says or is. */
export async function letGo(body: Pick<ReadableStreamDefaultReader, "cancel"> | null | undefined): Promise<void> {
  try {
    await body?.cancel();
  } catch {}
}

/** Chunks as one, which have so many bytes together. */
export function join(chunks: readonly Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
