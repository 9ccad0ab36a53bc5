/** The ways in which platforms tell where the next page is. */
import { bareRecord, type OwnRecord } from "../records.ts";
import { type Page, type PageStyle, valueAt } from "./paginated.ts";

/** The response says what the next page is called; nothing, `null` or an empty text after the last. */
export function cursorPages(parameter: string, next: readonly string[], items: readonly string[]): PageStyle {
  return {
    items,
    counts: false,
    next: ({ data }) => {
      const cursor = valueAt(data, next);
      return cursor === undefined || cursor === null || cursor === "" ? undefined : one(parameter, cursor);
    },
  };
}

/** The next page begins after as many items as there were; it ends with a page that has none. */
export function offsetPages(parameter: string, items: readonly string[]): PageStyle {
  return {
    items,
    counts: true,
    next: ({ items: found, input }) =>
      found.length === 0 ? undefined : one(parameter, numberIn(input, parameter, 0) + found.length),
  };
}

/** Pages have numbers; it ends with a page that has no items. */
export function numberedPages(parameter: string, first: number, items: readonly string[]): PageStyle {
  return {
    items,
    counts: true,
    next: ({ items: found, input }) =>
      found.length === 0 ? undefined : one(parameter, numberIn(input, parameter, first) + 1),
  };
}

/**
 * The header `Link` has the address of the next page (RFC 8288), of which these parameters are taken, and nothing else: lists,
 * objects and what is true or false stay as the caller gave them, however a server repeats them. Texts and numbers that the
 * caller gave have to mean the same in it.
 *
 * @param own the parameter that says the page, which may be another one in each link
 */
export function linkedPages(
  parameters: readonly string[],
  numbers: readonly string[],
  items: readonly string[],
  own?: string,
): PageStyle {
  return {
    items,
    counts: false,
    next: ({ response, given }) => {
      const address = nextLink(response.headers.get("link") ?? "");
      if (address === undefined) return undefined;
      const query = bareRecord();
      // Only what follows the question mark counts: the rest may be no address at all.
      for (const [name, value] of new URLSearchParams(/\?([^#]*)/u.exec(address)?.[1])) {
        if (!parameters.includes(name)) continue;
        if (name === own || !Object.hasOwn(given, name)) query[name] = numbers.includes(name) ? Number(value) : value;
        else if (!isSame(given[name], value)) return name;
      }
      return query;
    },
  };
}

const TIME = /^\d{4}-\d\d-\d\dt/iu;

/** Whether a server repeats a value as it was given, perhaps as another text of the same number or time. */
function isSame(value: unknown, text: string): boolean {
  if (value instanceof Date) return value.getTime() === Date.parse(text);
  if (typeof value === "number") return value === Number(text);
  const given = String(value);
  return given === text || (TIME.test(given) && TIME.test(text) && Date.parse(given) === Date.parse(text));
}

/** The target of the first link whose relation is `next`. */
function nextLink(header: string): string | undefined {
  for (const [, target, parameters = ""] of header.matchAll(
    /<([^>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]*))?)*)/gu,
  )) {
    // One by one: what another parameter says in quotes is none.
    for (const [, name, quoted, token] of parameters.matchAll(
      /;\s*([\w*-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?/gu,
    )) {
      if (name?.toLowerCase() !== "rel") continue;
      if ((quoted ?? token ?? "").toLowerCase().split(/\s+/u).includes("next")) return target;
      break; // only the first counts
    }
  }
  return undefined;
}

function one(name: string, value: unknown): OwnRecord {
  const record = bareRecord();
  record[name] = value;
  return record;
}

function numberIn(input: Page["input"], parameter: string, otherwise: number): number {
  const value = valueAt(input, ["query", parameter]);
  return typeof value === "number" ? value : otherwise;
}
