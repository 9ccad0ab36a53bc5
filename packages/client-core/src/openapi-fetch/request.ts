/** The request that middleware sees, and what it may change about it. */
import type { RequestPlan } from "../operation.ts";
import { bare, define } from "../records.ts";

/** A request as it was checked. */
export interface PlannedRequest {
  readonly request: Request;
  /** A copy that nobody else has. */
  readonly untouched: Request;
  /** What openapi-fetch makes it with: whatever it asks for, it gets this one. */
  readonly Request: new (
    ...ignored: unknown[]
  ) => Request;
}

/**
 * Makes the request of a plan; where there is none, one that says no more than where it would have gone.
 * @param url where there is no plan
 * @throws TypeError for what no `Request` can say
 */
export function requestOf(plan: RequestPlan | undefined, method: string, url: string, signal: unknown): PlannedRequest {
  const init: RequestInit = {
    redirect: "manual",
    credentials: "omit",
    ...(signal instanceof AbortSignal && { signal }),
  };
  const request = plan
    ? new Request(plan.url, bare({ ...init, method: plan.method, headers: plan.headers, body: plan.body ?? null }))
    : new Request(url, bare({ ...init, method }));
  return { request, untouched: request.clone(), Request: maker(request) };
}

/** A constructor that gives this, whatever it is asked for. */
export function maker<Made extends object>(made: Made): new (...ignored: unknown[]) => Made {
  function Maker(): Made {
    return made;
  }
  define(Maker, Symbol.hasInstance, (value: unknown) => value instanceof Request);
  return Maker as unknown as new (
    ...ignored: unknown[]
  ) => Made; // what a constructor returns is what `new` gives
}

/** What a middleware has changed about the headers. */
export interface HeaderChanges {
  readonly set: Readonly<Record<string, string>>;
  /** Those that it has taken away. */
  readonly gone: ReadonlySet<string>;
}

const settings = [
  "method",
  "url",
  "cache",
  "credentials",
  "integrity",
  "keepalive",
  "mode",
  "redirect",
  "referrer",
  "referrerPolicy",
] as const satisfies readonly (keyof Request)[];

/**
 * What is different about a request that middleware has had, where it can be honoured; else the name of what cannot.
 * Bodies are compared byte by byte.
 */
export async function changesOf({ untouched }: PlannedRequest, final: Request): Promise<HeaderChanges | string> {
  for (const name of settings) if (final[name] !== untouched[name]) return name;
  if (final.bodyUsed || (await differ(untouched, final))) return "body";
  const set: Record<string, string> = {};
  for (const [name, text] of final.headers) if (untouched.headers.get(name) !== text) set[name] = text;
  const gone = new Set([...untouched.headers.keys()].filter((name) => !final.headers.has(name)));
  return { set, gone };
}

async function differ(one: Request, other: Request): Promise<boolean> {
  if (one.body === null || other.body === null) return one.body !== other.body;
  const [left, right] = await Promise.all([one.arrayBuffer(), other.clone().arrayBuffer()]);
  const bytes = new Uint8Array(right);
  return left.byteLength !== bytes.length || new Uint8Array(left).some((byte, index) => byte !== bytes[index]);
}
