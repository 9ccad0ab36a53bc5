/** Goes through results that come in pages. Only clients whose overlay says so have it. */
import { compiledOf, showCompiled } from "../engine/compiled.ts";
import type { Transport } from "../engine/transport.ts";
import { InvalidRequestError, type ResponseInfo } from "../errors.ts";
import type { Operation, OperationFactory } from "../operation.ts";
import { bare, bareRecord, define, isRecord, type OwnRecord, ownCopy } from "../records.ts";
import { jsonText } from "../request/text.ts";

/** An operation whose result comes in pages. */
export interface Paginated<Arguments extends readonly unknown[], Data, Item> {
  /**
   * The pages, one call after the other, each made when it is asked for. Ends after the last; throws what the call for a page
   * throws, and InvalidRequestError where the server leads back to a page that was there, or its link changes what was asked for.
   */
  pages(...args: Arguments): AsyncGenerator<Data, void, undefined>;
  /** What is on the pages, one after the other, as `pages` does. */
  items(...args: Arguments): AsyncGenerator<Item, void, undefined>;
}

/** Makes an operation whose result comes in pages. */
export interface PaginatedFactory<Arguments extends readonly unknown[], Data, Result, Item> {
  (transport: Transport): Operation<Arguments, Data, Result> & Paginated<Arguments, Data, Item>;
  /** What can be told of it without a client. */
  readonly info: OperationFactory<Arguments, Data, Result>["info"];
}

/** The items of a page: where `Path` leads to in its data. */
export type ItemAt<Data, Path extends readonly string[]> = Path extends readonly [
  infer Name,
  ...infer Rest extends readonly string[],
]
  ? Name extends keyof NonNullable<Data>
    ? ItemAt<NonNullable<Data>[Name], Rest>
    : unknown
  : NonNullable<Data> extends readonly (infer Item)[]
    ? Item
    : unknown;

/** What is known of a page that came. */
export interface Page {
  readonly data: unknown;
  readonly items: readonly unknown[];
  readonly response: ResponseInfo;
  /** The input that it was asked for with. */
  readonly input: OwnRecord;
  /** The query of the first page, as the caller gave it. */
  readonly given: OwnRecord;
}

/** A way in which a platform tells where the next page is. */
export interface PageStyle {
  /** Where the list is in the data; empty: the data is the list. */
  readonly items: readonly string[];
  /** Whether the client counts by itself: a server that ignores its parameter would give the same page for ever. */
  readonly counts: boolean;
  /**
   * The query parameters of the next page; `undefined`: this was the last. A text: the name of a parameter that the caller gave,
   * and that would be another one then.
   */
  next(page: Page): OwnRecord | string | undefined;
}

/** What the result of every operation has. */
interface AnyResult {
  readonly data: unknown;
  readonly error: Error | undefined;
  readonly response: ResponseInfo;
}

type AnyOperation = Operation<readonly unknown[], unknown, AnyResult>;

/** Adds `pages` and `items` to an operation. The generator writes the types; they are taken from what it is assigned to. */
export function paginated<Arguments extends readonly unknown[], Data, Result, Item>(
  factory: OperationFactory<Arguments, Data, Result>,
  style: PageStyle,
): PaginatedFactory<Arguments, Data, Result, Item> {
  const made = (transport: Transport): unknown => {
    const operation = factory(transport);
    const any = operation as unknown as AnyOperation; // whose types are those of its document
    const pages = (...args: readonly unknown[]): AsyncGenerator<unknown> => dataOf(eachPage(any, style, args));
    const items = (...args: readonly unknown[]): AsyncGenerator<unknown> => itemsOf(eachPage(any, style, args));
    return Object.assign(operation, { pages, items });
  };
  showCompiled(made, () => compiledOf(factory));
  Object.defineProperty(made, "info", bare({ get: () => factory.info }));
  return made as unknown as PaginatedFactory<Arguments, Data, Result, Item>; // it has it now
}

async function* dataOf(pages: AsyncGenerator<Page>): AsyncGenerator<unknown, void, undefined> {
  for await (const { data } of pages) yield data;
}

async function* itemsOf(pages: AsyncGenerator<Page>): AsyncGenerator<unknown, void, undefined> {
  for await (const { items } of pages) yield* items;
}

async function* eachPage(
  operation: AnyOperation,
  style: PageStyle,
  [given, options]: readonly unknown[],
): AsyncGenerator<Page, void, undefined> {
  let input = given;
  let first = bareRecord();
  try {
    input = ownCopy(given);
    first = ownRecord(ownRecord(input).query);
  } catch {} // what cannot be read, the call refuses
  const asked = new Set(["{}"]); // nothing new would ask for the same once more
  let before = "";
  for (;;) {
    const { data, error, response } = await operation.result(input, options);
    if (error) throw error;
    const record = ownRecord(input);
    const page: Page = { data, items: listAt(data, style.items), response, input: record, given: first };
    const query = style.next(page);
    const list = style.counts ? jsonText(page.items) : "";
    if (query && list && list === before) throw refusal(operation, "query", CIRCLE);
    before = list;
    yield page;
    if (!query) return;
    if (typeof query === "string") throw refusal(operation, `query.${query}`, CHANGED);
    const mark = jsonText(query);
    if (asked.has(mark)) throw refusal(operation, "query", CIRCLE);
    asked.add(mark);
    input = bare({ ...record, query: bare({ ...ownRecord(record.query), ...query }) });
  }
}

const CIRCLE =
  "would ask for a page that was there already: the server leads in a circle, so that nobody knows whether this is all";
const CHANGED =
  "would be another one on the next page, as the server's link has it: what follows is not what was asked for. Leave it out, or ask for each page by itself";

function refusal({ platform, info }: AnyOperation, path: string, message: string): InvalidRequestError {
  const context = bare({ platform, operation: info.name, server: undefined, receipt: undefined });
  return new InvalidRequestError(context, [{ path, rule: "pagination", message }]);
}

/** The own properties of a value, if it is a record. */
function ownRecord(value: unknown): OwnRecord {
  const copy = bareRecord();
  if (isRecord(value)) for (const name of Object.keys(value)) define(copy, name, value[name], true);
  return copy;
}

function listAt(data: unknown, path: readonly string[]): readonly unknown[] {
  const value = valueAt(data, path);
  return Array.isArray(value) ? value : [];
}

/** What a path of own properties leads to. */
export function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as OwnRecord)[name]; // an own property
  }
  return value;
}
