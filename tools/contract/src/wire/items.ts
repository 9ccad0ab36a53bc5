/** Streams of items as they stand on the wire, written and read by the words of their specifications alone. */
import type { ItemKind } from "@workshop/openapi";

/** Items as a server writes them: events (HTML standard), lines of JSON, or records (RFC 7464). */
export function encodeItems(kind: ItemKind, items: readonly unknown[]): string {
  return items.map((item) => encodeItem(kind, item)).join("");
}

function encodeItem(kind: ItemKind, item: unknown): string {
  switch (kind) {
    case "line":
      return `${JSON.stringify(item)}\n`;
    case "record":
      return `\u001e${JSON.stringify(item)}\n`;
    case "data":
      return event([["data", JSON.stringify(item)]]);
    case "text":
      return event([["data", String(item)]]);
    case "event":
    case "event of JSON": {
      if (typeof item !== "object" || item === null) return event([["data", String(item)]]);
      const fields = Object.entries(item).map(([name, value]) => {
        const isText = name !== "data" || kind === "event";
        return [name, isText ? String(value) : JSON.stringify(value)] as const;
      });
      return event(fields);
    }
  }
}

function event(fields: readonly (readonly [string, string])[]): string {
  const lines = fields.flatMap(([name, value]) => value.split("\n").map((line) => `${name}: ${line}\n`));
  return `${lines.join("")}\n`;
}

/** @throws SyntaxError where an item is not the JSON that it should be */
export function decodeItems(kind: ItemKind, text: string): unknown[] {
  if (kind === "line") return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  if (kind === "record") return text.split("\u001e").flatMap((record) => (record === "" ? [] : [JSON.parse(record)]));
  const events = text.split("\n\n").slice(0, -1);
  return events.flatMap((block) => {
    const fields = new Map<string, string>();
    for (const line of block.split("\n")) {
      const [, name = "", value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      const before = fields.get(name);
      fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
    }
    const data = fields.get("data");
    if (data === undefined) return [];
    if (kind === "text") return [data];
    if (kind === "data") return [JSON.parse(data)];
    const known = ["event", "id", "retry"].flatMap((name) => {
      const value = fields.get(name);
      // "If the field value consists of only ASCII digits"; otherwise, ignore the field.
      const isIgnored = value === undefined || (name === "retry" && !/^\d+$/.test(value));
      return isIgnored ? [] : [[name, name === "retry" ? Number(value) : value] as const];
    });
    return [{ ...Object.fromEntries(known), data: kind === "event" ? data : JSON.parse(data) }];
  });
}
