/** Finds the items in the bytes of a stream. */
import { bareRecord } from "../records.ts";
import { join } from "../response/read-body.ts";
import { Interruption, type Source } from "./source.ts";

/** What stands between two ends of an item; `undefined`: a sign of life, and no item. */
export type Frames<Frame> = AsyncGenerator<Frame | undefined, void>;

const lineFeed = 10;
const carriageReturn = 13;
const recordSeparator = 30;

/** So many bytes are too many for one item. */
export function tooMany(source: Source): Interruption {
  return new Interruption("too-large", `an item has more than ${source.limit} bytes`);
}

interface Piece {
  readonly text: string;
  /** The byte that ended it; `undefined`: the end of everything. */
  readonly end: number | undefined;
}

/** Cuts what comes at each of some bytes, which are parts of no other character in UTF-8. */
async function* pieces(source: Source, isEnd: (byte: number) => boolean): AsyncGenerator<Piece, void> {
  const rest = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let decoder = new TextDecoder("utf-8", { fatal: true }); // which takes one byte order mark away
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const take = (end: number | undefined): Piece => {
    const piece = { text: decoder.decode(join(parts, size)), end };
    decoder = rest;
    parts = [];
    size = 0;
    return piece;
  };
  for (let chunk = await source.read(); chunk; chunk = await source.read()) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (!isEnd(byte)) continue;
      parts.push(chunk.subarray(start, at));
      size += at - start;
      if (size > source.limit) throw tooMany(source);
      start = at + 1;
      yield take(byte);
    }
    parts.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > source.limit) throw tooMany(source);
  }
  if (size) yield take(undefined);
}

/** Lines, each a text (JSON Lines, NDJSON). Empty ones are none. */
export async function* lines(source: Source): Frames<string> {
  for await (const { text } of pieces(source, (byte) => byte === lineFeed)) if (text.trim()) yield text;
}

/**
 * Texts of RFC 7464: each behind a record separator, with a line feed at its end, which may also stand within. Whether one
 * is whole is told by its brackets, line by line: reading all of it again with each line would take for ever.
 */
export async function* records(source: Source): Frames<string> {
  let parts: string[] = [];
  let size = 0;
  let open = 0;
  for await (const { text, end } of pieces(source, (byte) => byte === recordSeparator || byte === lineFeed)) {
    if (size || text.trim()) parts.push(text);
    size += text.length;
    if (size > source.limit) throw tooMany(source);
    open += openedBy(text);
    if (end === lineFeed && open > 0) continue;
    // Of a number nobody can tell whether there were more digits.
    if (end !== lineFeed && parts.length && !source.isClosed && !/[\]}"\s]$/.test(text))
      throw new Interruption("connection", "it was cut off within an item");
    if (parts.length) yield parts.join("\n");
    parts = [];
    size = 0;
    open = 0;
  }
  if (parts.length) yield parts.join("\n");
}

/** How many more brackets a line of JSON opens than it closes. No text in it goes on in the next one. */
function openedBy(line: string): number {
  let open = 0;
  for (const [found] of line.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (found === "[" || found === "{") open++;
    if (found === "]" || found === "}") open--;
  }
  return open;
}

/** An event as the server sent it. */
export interface ServerSentEvent {
  /** Its lines of data, with a line feed between them. */
  readonly data: string;
  /** Absent: `message`. */
  readonly event?: string;
  /** As the event itself has it: no id of an earlier one holds on. */
  readonly id?: string;
  /** How long to wait before connecting again, in milliseconds. These clients never do. */
  readonly retry?: number;
}

type Draft = { -readonly [Key in keyof ServerSentEvent]?: ServerSentEvent[Key] };

/**
 * Events, as the HTML standard reads them ("Interpreting an event stream"). One without data is none. One whose end does not
 * come is none either, and here it is told: whoever counts events must not take a part of them for all.
 */
export async function* events(source: Source): Frames<ServerSentEvent> {
  let event: Draft = bareRecord<never>();
  let size = 0;
  let last: number | undefined;
  for await (const { text, end } of pieces(source, (byte) => byte === lineFeed || byte === carriageReturn)) {
    const isRest = last === carriageReturn && end === lineFeed && !text; // of one end of a line
    last = end;
    if (isRest) continue;
    if (!text) {
      const { data } = event;
      if (data !== undefined) yield { ...event, data };
      else yield undefined;
      event = bareRecord<never>();
      size = 0;
      continue;
    }
    size += text.length;
    if (size > source.limit) throw tooMany(source);
    if (text.startsWith(":")) yield undefined;
    else addField(event, text);
  }
  const { data } = event;
  if (!data || source.isClosed) return;
  // Many servers end with the word that announces the end, and nothing behind it.
  if (data.trim() === "[DONE]") yield { ...event, data };
  else throw new Interruption("connection", "it was cut off within an event");
}

function addField(event: Draft, line: string): void {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
  if (name === "event") event.event = value;
  if (name === "id" && !value.includes("\0")) event.id = value;
  if (name === "retry" && /^\d+$/.test(value)) event.retry = Number(value);
}
