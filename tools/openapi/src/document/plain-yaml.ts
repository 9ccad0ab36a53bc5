import {
  constructFromEvents,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  type Event,
  getScalarValue,
  parseEvents,
} from "js-yaml";
import { pointerStep } from "./pointer.ts";

/**
 * What YAML parsers have been seen to take differently: directives, several documents, tabs before a text, byte order marks, lone
 * carriage returns, numbers that no double can hold, and blocks that say how far they are indented.
 */
const DEBATABLE =
  /^%|^ *\t|^(?:---|\.\.\.)(?=\s)|^ +(?:---|\.\.\.)$|\uFEFF|\r(?!\n)|(?<![^\s,[{])[-+.\d]+e[-+]?\d{3,}(?![^\s,\]}:])|[|>][+-]?\d[+-]?(?:\s+#.*)?[ \t]*$/imu;

/** Keys that are no names, or stand for more than themselves. */
const ODD_KEYS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL", "<<"]);

/**
 * What a text of YAML 1.2 or JSON means, by a parser that takes a quarter of the time of the one which keeps a tree of the text.
 * `undefined`: that one is to be asked, for the text is wrong, or has an anchor, an alias, a tag, a number that JSON cannot express,
 * or anything else that readers take differently.
 */
export function plainYaml(text: string): unknown {
  if (DEBATABLE.test(text)) return undefined;
  try {
    const events = parseEvents(text, {});
    if (events.some(isMarked)) return undefined;
    const [value, ...others] = constructFromEvents(events, { source: text });
    return others.length > 0 || isOdd(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/**
 * The line of every place in a text that `plainYaml` or `JSON.parse` understands, by its JSON pointer, counted from 1: that of the
 * key for a member, that of the value for an item. Empty for a text with an alias, which has places that stand nowhere, and for any other.
 */
export function linesOf(text: string): ReadonlyMap<string, number> {
  try {
    const events = parseEvents(text, { maxDepth: 10_000 });
    return events.some(({ type }) => type === EVENT_ALIAS) ? new Map() : new LineReader(text, events).lines;
  } catch {
    return new Map();
  }
}

/** Whether a node is an alias, or has an anchor or a tag. */
function isMarked(event: Event): boolean {
  if (event.type === EVENT_ALIAS) return true;
  return event.type !== EVENT_DOCUMENT && event.type !== EVENT_POP && (event.anchorStart >= 0 || event.tagStart >= 0);
}

function isOdd(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(isOdd);
  return Object.entries(value).some(([key, inner]) => ODD_KEYS.has(key) || isOdd(inner));
}

/** Walks the events of a text, each once, and counts lines on its way. */
class LineReader {
  readonly lines = new Map<string, number>([["", 1]]);
  private readonly text: string;
  private readonly events: readonly Event[];
  private next = 1; // after the event of the document
  private offset = 0;
  private line = 1;

  constructor(text: string, events: readonly Event[]) {
    this.text = text;
    this.events = events;
    this.value("");
  }

  private value(pointer: string): void {
    const event = this.events[this.next++];
    if (event === undefined || event.type === EVENT_SCALAR || event.type === EVENT_ALIAS) return;
    for (let index = 0; this.events[this.next]?.type !== EVENT_POP && this.next < this.events.length; index += 1) {
      const first = this.events[this.next];
      const isMember = event.type === EVENT_MAPPING && first?.type === EVENT_SCALAR;
      const place = pointer + pointerStep(isMember ? getScalarValue(this.text, first) : index);
      this.lines.set(place, this.lineAt(startOf(first)));
      if (event.type === EVENT_MAPPING) this.value(place); // the key
      this.value(place);
    }
    this.next += 1; // its end
  }

  /** Of an offset that is none of those before the last one. */
  private lineAt(offset: number): number {
    for (; this.offset < offset; this.offset += 1) if (this.text[this.offset] === "\n") this.line += 1;
    return this.line;
  }
}

function startOf(event: Event | undefined): number {
  if (event?.type === EVENT_SCALAR) return event.valueStart;
  return event !== undefined && "start" in event ? event.start : 0;
}
