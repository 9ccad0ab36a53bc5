import type { Source } from "@workshop/openapi";

/** In what way a real server does otherwise than its document says. */
export type DeviationKind =
  | "accepts what is forbidden"
  | "invalid response"
  | "invalid header"
  | "lets in without credentials"
  | "missing body"
  | "missing header"
  | "no response"
  | "refuses what is allowed"
  | "undeclared body"
  | "undeclared media type"
  | "undeclared status"
  | "found by Prism";

/** One thing that is wrong with one response. */
export interface Finding {
  readonly kind: DeviationKind;
  /** The same words for the same deviation, whatever the request: findings are put together by them. */
  readonly message: string;
  /** The clause of the document that says otherwise. */
  readonly source: Source;
}

/** A request that shows a deviation. */
export interface Example {
  /** The name of the case. */
  readonly name: string;
  readonly request: string;
  readonly response: string;
}

/** A deviation, and the requests that show it. */
export interface Deviation extends Omit<Finding, "source"> {
  readonly operation: string;
  readonly file: string;
  readonly line: number;
  readonly pointer: string;
  /** Who has found it: Prism, the check of what is on the wire, or both. */
  readonly foundBy: readonly ("Prism" | "wire check")[];
  /** How many requests show it, and the first few of them. */
  readonly count: number;
  readonly examples: readonly Example[];
}
