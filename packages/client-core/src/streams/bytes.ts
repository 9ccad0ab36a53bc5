import type { Source } from "./source.ts";

/** The bytes of a response as they come. Each chunk has the time that `timeout` says; there may be any number of them. */
export function bytesOf(source: Source): ReadableStream<Uint8Array<ArrayBuffer>> {
  let chunks = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const chunk = await source.read();
          source.rest();
          if (chunk) controller.enqueue(chunk);
          else {
            source.close();
            controller.close();
          }
          chunks++;
        } catch (thrown) {
          source.close();
          controller.error(source.failure(thrown, chunks, "chunk"));
        }
      },
      cancel() {
        source.close();
      },
    },
    // Nothing is read before somebody asks for it.
    new CountQueuingStrategy({ highWaterMark: 0 }),
  );
}
