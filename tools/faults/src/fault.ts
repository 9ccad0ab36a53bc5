import type { Socket } from "node:net";
import type { Behaviour, Site } from "./server/loopback.ts";
import type { Subject } from "./subject.ts";

/** The ways to make a call: over `fetch` in three of them, and over undici's dispatcher (`./node`) by a method. */
export const WAYS = ["method", "result", "openapi-fetch", "node"] as const;
export type Way = (typeof WAYS)[number];

/** What a call comes to. */
export interface Outcome {
  /** The name of the error's class; `resolved`: there is none. */
  readonly kind: string;
  /** The error's own reason. */
  readonly reason?: string;
  /** The status of the response, where the error tells one. */
  readonly status?: number;
}

/** What a call has to come to, and how many times the server has to have seen the request. */
export interface Expected extends Outcome {
  readonly deliveries: number;
  /** How many of the deliveries `fetch` makes by itself, of which no client knows. Default: 0. */
  readonly unseen?: number;
  /** How many times a token was asked for. Default: 0. */
  readonly tokens?: number;
}

/** One call, while it lasts. */
export interface Stage {
  readonly subject: Subject;
  readonly way: Way;
  readonly server: Site;
  /** Ends the call by its signal. */
  abort(reason?: unknown): void;
  /** Lets the call's time be up, here and now. */
  expire(): void;
  /** Settles when the client knows the response's head. */
  readonly answered: Promise<void>;
  /** What a fault keeps for its own check. */
  readonly notes: Map<string, unknown>;
  /** Is run when the call is over. */
  onEnd(clean: () => unknown): void;
}

/** Something that goes wrong, and what has to come of it. */
export interface Fault {
  /** Unique. */
  readonly name: string;
  readonly group: string;
  /** Whether it can happen to this subject. Default: yes. */
  readonly applies?: (subject: Subject) => boolean;
  /** By way of `./node`, what is a peculiarity of `fetch` does not come. */
  readonly expected: Expected | ((subject: Subject, way: Way) => Expected);
  /** What the server does with each request. Default: it gives the declared success. */
  readonly serve?: (stage: Stage) => Behaviour;
  /** What the server does with each request for a token; present: the client has to fetch tokens. */
  readonly serveToken?: (stage: Stage) => Behaviour;
  /** What the server does with a connection, instead of reading requests. */
  readonly accept?: (stage: Stage) => (socket: Socket) => void;
  /** Where the client looks for the server, given where that is. */
  readonly baseUrl?: (stage: Stage) => Promise<string> | string;
  /** More options of the client. `retry` is false unless it is here. */
  readonly client?: (stage: Stage) => Readonly<Record<string, unknown>>;
  /** More options of the call. */
  readonly call?: (stage: Stage) => Readonly<Record<string, unknown>>;
  /** What is wrong after the call, besides. */
  readonly check?: (stage: Stage, call: () => Promise<Outcome>) => Promise<readonly string[]> | readonly string[];
  /** Each call has a server of its own, and they go on at once. Else they come one after the other to the fault's server. */
  readonly own?: true;
  /** It changes something that the whole process has: no other call may go on beside it. */
  readonly alone?: true;
}

export const resolved = (deliveries = 1): Expected => ({ kind: "resolved", deliveries });
/** A body is judged where one is declared; where none is, any body is one too many. */
export const judged =
  (expected: Expected) =>
  ({ success }: Subject): Expected =>
    success.body ? expected : unknown("undeclared", 200);
export const invalid: Expected = { kind: "InvalidRequestError", deliveries: 0 };
export const refused = (status: number, deliveries = 1): Expected => ({ kind: "ApiError", status, deliveries });
export const unsent = (reason: string): Expected => ({ kind: "NotSentError", reason, deliveries: 0 });
export const unknown = (reason: string, status?: number, deliveries = 1): Expected => ({
  kind: "OutcomeUnknownError",
  reason,
  ...(status !== undefined && { status }),
  deliveries,
});
