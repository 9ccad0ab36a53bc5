/** What happens to a call in every runtime, and what has to come of it. */

/** A kind of runtime, by what it can know. */
export type Family = "browser" | "server" | "worker";

export interface Case {
  readonly name: string;
  /** What the call comes to, or how that begins: the class of its error with reason or status, or `resolved`. */
  readonly expected: string | Readonly<Record<Family, string>>;
  /** How many times the request arrives; a browser may send it again by itself, which is measured, and not demanded. */
  readonly deliveries: number;
}

const all = (expected: string): Readonly<Record<Family, string>> => ({
  browser: expected,
  server: expected,
  worker: expected,
});

export const CASES: readonly Case[] = [
  { name: "success", expected: all("resolved"), deliveries: 1 },
  { name: "success, packed with gzip", expected: all("resolved"), deliveries: 1 },
  { name: "403", expected: all("ApiError 403"), deliveries: 1 },
  { name: "502 of a gateway", expected: all("ApiError 502, may have happened"), deliveries: 1 },
  { name: "200 with a page of HTML", expected: all("OutcomeUnknownError undeclared"), deliveries: 1 },
  { name: "302 to another path", expected: all("OutcomeUnknownError redirect"), deliveries: 1 },
  { name: "307 to another path", expected: all("OutcomeUnknownError redirect"), deliveries: 1 },
  { name: "more than maxResponseBytes", expected: all("OutcomeUnknownError too-large"), deliveries: 1 },
  { name: "reset before the response", expected: all("OutcomeUnknownError connection"), deliveries: 1 },
  { name: "reset of a kept connection", expected: all("OutcomeUnknownError connection"), deliveries: 1 },
  { name: "reset within the response", expected: all("OutcomeUnknownError connection"), deliveries: 1 },
  { name: "no response in time", expected: all("OutcomeUnknownError timeout"), deliveries: 1 },
  { name: "aborted", expected: all("OutcomeUnknownError aborted"), deliveries: 1 },
  {
    name: "nobody listens",
    // Browsers and workers keep the reason to themselves.
    expected: {
      browser: "OutcomeUnknownError connection",
      server: "NotSentError",
      worker: "OutcomeUnknownError connection",
    },
    deliveries: 0,
  },
  { name: "an input that is none", expected: all("InvalidRequestError"), deliveries: 0 },
];

/** What a case's request is sent to: the name as a part of a path. */
export const pathOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
