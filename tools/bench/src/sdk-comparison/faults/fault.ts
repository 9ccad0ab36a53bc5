import type { IncomingMessage, ServerResponse } from "node:http";
import type { Input, Platform, PlatformOperation } from "../platform-operations.ts";

/** A request as it arrived. */
export interface Delivery {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Milliseconds of a clock that does not step. */
  readonly at: number;
}

/** What a misbehaving server has in hand. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly operation: PlatformOperation;
  /** How many deliveries there were, this one included. */
  readonly number: number;
  /** Another origin, which answers everything with the declared success. */
  readonly elsewhere: string;
}

/** One thing that goes wrong, and what to look for when it does. */
export interface Fault {
  readonly title: string;
  /** Where it can happen at all; absent: everywhere. */
  readonly platforms?: readonly Platform[];
  /** What the server does; absent: it carries out the call and says so. */
  readonly respond?: (exchange: Exchange) => void;
  /** Set where the server's status is what says that it failed. */
  readonly failureStatus?: number;
  /** What the caller gives, where that is what is wrong. */
  readonly input?: (operation: PlatformOperation) => Input;
  readonly key?: { readonly value: string | undefined };
  /** The address that the caller gives, made of the server's. */
  readonly baseUrl?: (origin: string) => string;
  /** Nobody listens. */
  readonly unreachable?: boolean;
  /** Milliseconds that the call shall take at most, where the candidate can be told. */
  readonly timeout?: number;
  /** For calls that arrive: what arrived matters, not how the call ended. */
  readonly sent?: (delivery: Delivery) => string;
  /** More to say about how it ended. */
  readonly remark?: (seen: Seen) => string | undefined;
}

export interface Seen {
  readonly deliveries: readonly Delivery[];
  /** What the caller can read of the error, with everything that hangs on it. */
  readonly errorText: string;
  /** Bytes that the process took at most during the call, beyond what it had before. */
  readonly memory: number;
}
