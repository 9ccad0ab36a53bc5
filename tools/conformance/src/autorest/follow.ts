import { headerOf, textOf } from "@workshop/contract";
import { isObject } from "@workshop/openapi";
import type { Exchange, Recorder } from "./recorder.ts";

/** What is used here of a client. */
export interface Reader {
  read(path: string, options?: object): Promise<unknown>;
}

/** More than any scenario takes. */
const STEPS = 30;

/**
 * Goes on where a response says that there is more: the state of what takes long, the next page. The documents say so in words
 * of their own (`x-ms-*`), which a client does not know: it is read as its user would, with `read`.
 *
 * @param base the path that the client's address ends with
 * @throws {Error} where what the server has responded with cannot be read, other than its errors
 */
export async function follow(client: object, first: Exchange, recorder: Recorder, base: string): Promise<void> {
  const reader = client as Reader; // every generated client is one
  let steps = 0;
  const read = async (place: string): Promise<Exchange | undefined> => {
    if (steps++ > STEPS) throw new Error(`${first.url.pathname} does not come to its end`);
    const { pathname, searchParams } = new URL(place, first.url);
    const path = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
    try {
      await reader.read(path, { query: Object.fromEntries(searchParams) });
    } catch (error) {
      const isSaid = (recorder.exchanges.at(-1)?.status ?? 0) >= 400;
      // What a server says that is no JSON is part of some scenarios.
      if (!isSaid && !(error instanceof Error && error.name === "OutcomeUnknownError")) throw error;
      return undefined;
    }
    return recorder.exchanges.at(-1);
  };
  const done = await untilDone(first, read);
  let page = done === undefined ? undefined : nextPage(done);
  while (page !== undefined) {
    const next = await read(page);
    page = next === undefined ? undefined : nextPage(next);
  }
}

type Read = (place: string) => Promise<Exchange | undefined>;

/** Reads the state of what takes long until it takes no longer; the result then, or `undefined` where it has failed. */
async function untilDone(first: Exchange, read: Read): Promise<Exchange | undefined> {
  const status = headerOf(first, "azure-asyncoperation") ?? headerOf(first, "operation-location");
  let location = headerOf(first, "location");
  const changes = first.method === "PUT" || first.method === "PATCH";
  let last: Exchange | undefined = first;
  if (status !== undefined) {
    let place: string = status;
    do {
      last = await read(place);
      place = (last && headerOf(last, "azure-asyncoperation")) ?? place;
      location = (last && headerOf(last, "location")) ?? location;
    } while (last !== undefined && isGoingOn(last));
    if (last === undefined || stateOf(last) !== "succeeded") return undefined;
    if (changes) return await read(first.url.href);
    return location === undefined ? last : await read(location);
  }
  if (location !== undefined && (first.status === 201 || first.status === 202)) {
    do {
      last = await read(location);
      location = (last && headerOf(last, "location")) ?? location;
    } while (last !== undefined && (last.status === 202 || isGoingOn(last)));
    return last;
  }
  while (last !== undefined && changes && isGoingOn(last)) last = await read(first.url.href);
  return last;
}

function isGoingOn(response: Exchange): boolean {
  const state = stateOf(response);
  return state !== undefined && !/^(succeeded|failed|cancell?ed)$/.test(state);
}

/** The state that a response tells, in lower case. */
function stateOf(response: Exchange): string | undefined {
  const { status, properties } = jsonOf(response);
  const state = status ?? (isObject(properties) ? properties.provisioningState : undefined);
  return typeof state === "string" ? state.toLowerCase() : undefined;
}

function nextPage(response: Exchange): string | undefined {
  const body = jsonOf(response);
  const next = body.nextLink ?? body["odata.nextLink"] ?? body["@nextLink"];
  return typeof next === "string" && next !== "" ? next : undefined;
}

/** The object that a response has, whatever it says of its media type; empty where it has none. */
function jsonOf(response: Exchange): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(textOf(response));
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
