import type { Deadline } from "./deadline.ts";

/** What `readBody` throws when a body is larger than allowed. */
export const tooLarge: unique symbol = Symbol("too large");

/**
 * Reads a body to its end, after decompression.
 * @throws tooLarge beyond `limit` bytes; whatever the stream throws when it breaks; the deadline's reason when it is over.
 */
export async function readBody(
  response: Response,
  limit: number,
  deadline: Deadline,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const read = async (): Promise<void> => {
    for (;;) {
      const { value } = await reader.read();
      if (!value) break;
      size += value.length;
      if (size > limit) throw tooLarge;
      chunks.push(value);
    }
  };
  try {
    await deadline.race(read());
  } catch (thrown) {
    reader.cancel().catch(() => {}); // the connection is of no use any more, whatever it says
    throw thrown;
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
