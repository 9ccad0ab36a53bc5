/** Streams of items: server-sent events, JSON Lines and JSON text sequences. */
import { contextFor, messageOf, pathOf } from "../checks/check.ts";
import type { Check, ItemReader } from "../definition.ts";
import { readJson } from "../response/decode.ts";
import { events, type Frames, lines, records, type ServerSentEvent } from "./framing.ts";
import { Interruption, type Source } from "./source.ts";

/**
 * The items of a response, as they come; each is checked before it is given. It can be gone through once. Whoever leaves the
 * loop lets go of the connection; who never begins one calls `cancel`.
 *
 * @throws OutcomeUnknownError where it ends early: the connection breaks, no item comes for as long as `timeout` says, the
 * caller's signal ends it, an item is not as declared or has more than `maxResponseBytes` bytes
 */
export interface ItemStream<Item> extends AsyncIterable<Item> {
  [Symbol.asyncIterator](): AsyncIterator<Item, undefined>;
  /** Lets go of the connection. Who waits for an item then comes to the end. */
  cancel(): Promise<void>;
}

/** The end that a server announces in place of an item. */
const end = Symbol("end");

/** The word with which many servers end a stream of JSON. It is none. */
const isDone = (data: string): boolean => data.trim() === "[DONE]";

const reader = <Frame>(
  kind: ItemReader["kind"],
  check: Check | undefined,
  frames: (source: Source) => Frames<Frame>,
  read: (frame: Frame) => unknown,
): ItemReader => ({
  kind,
  check,
  // It is the engine's own: nobody else opens streams.
  open: (source) => new Items(source as Source, check, frames(source as Source), read),
});

/** Server-sent events whose data is JSON. `[DONE]` ends them. */
export const eventData = (check?: Check): ItemReader =>
  reader("data", check, events, ({ data }) => (isDone(data) ? end : readJson(data, undefined)));

/** Server-sent events whose data is a text. */
export const eventTexts = (check?: Check): ItemReader => reader("text", check, events, ({ data }) => data);

/** Server-sent events as they are: an object of `data`, `event`, `id` and `retry`. */
export const wholeEvents = (check?: Check): ItemReader => reader("event", check, events, (event) => event);

/** The same, with the JSON of their data. `[DONE]` ends them. */
export const wholeEventsOfJson = (check?: Check): ItemReader =>
  reader("event of JSON", check, events, (event: ServerSentEvent) =>
    isDone(event.data) ? end : { ...event, data: readJson(event.data, undefined) },
  );

/** A line of JSON for each item. */
export const jsonLines = (check?: Check): ItemReader =>
  reader("line", check, lines, (line) => (isDone(line) ? end : readJson(line, undefined)));

/** A record of JSON for each item (RFC 7464). */
export const jsonSequence = (check?: Check): ItemReader =>
  reader("record", check, records, (record) => readJson(record, undefined));

class Items<Frame> implements ItemStream<unknown>, AsyncIterator<unknown, undefined> {
  readonly #source: Source;
  readonly #items: AsyncGenerator<unknown, undefined>;

  constructor(source: Source, check: Check | undefined, frames: Frames<Frame>, read: (frame: Frame) => unknown) {
    this.#source = source;
    this.#items = itemsOf(source, check, frames, read);
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown, undefined> {
    return this;
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    return this.#items.next();
  }

  async return(): Promise<IteratorResult<unknown, undefined>> {
    await this.cancel();
    return { done: true, value: undefined };
  }

  cancel(): Promise<void> {
    this.#source.close();
    return Promise.resolve();
  }
}

async function* itemsOf<Frame>(
  source: Source,
  check: Check | undefined,
  frames: Frames<Frame>,
  read: (frame: Frame) => unknown,
): AsyncGenerator<unknown, undefined> {
  let count = 0;
  try {
    for (;;) {
      const { done, value: frame } = await frames.next();
      source.rest();
      if (done || source.isClosed) return undefined;
      if (frame === undefined) continue;
      const item = readOne(read, frame);
      if (item === end) return undefined;
      const problem = check && problemOf(check, item);
      if (problem) throw new Interruption("undeclared", `the next item is not as declared: ${problem}`);
      count++;
      yield item;
    }
  } catch (thrown) {
    throw source.failure(thrown, count);
  } finally {
    source.close();
  }
}

function readOne<Frame>(read: (frame: Frame) => unknown, frame: Frame): unknown {
  try {
    return read(frame);
  } catch {
    throw new Interruption("undecodable", "the next item cannot be read as JSON");
  }
}

function problemOf(check: Check, item: unknown): string | undefined {
  const context = contextFor("response");
  check(item, context, undefined, "item");
  const first = context.findings?.[0];
  return first && `${pathOf(first)} ${messageOf(first)}`;
}
