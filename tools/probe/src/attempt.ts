import type { OperationPair, WireRequest } from "@workshop/contract";

/** Why a request may be sent to a real server. */
export type Permission = "aimed at nothing" | "asked for" | "safe method";

/** A request that is tried on a real server. */
export interface Attempt {
  readonly pair: OperationPair;
  /** The name of the case that it comes from. */
  readonly name: string;
  /** Without credentials: they are added on the way. */
  readonly request: WireRequest;
  /** Whether it is sent without any, to see that it is refused. */
  readonly isAnonymous: boolean;
  readonly permission: Permission;
  /** Whether what leaves, after Prism has rewritten it, may still leave. */
  isHarmless(request: WireRequest): boolean;
}

/** Cases of an operation that are not tried, and why. */
export interface LeftOut {
  readonly operation: string;
  readonly cases: number;
  readonly reason: string;
}

/** What is tried on a server, and what is not. */
export interface Plan {
  readonly attempts: readonly Attempt[];
  readonly leftOut: readonly LeftOut[];
}
