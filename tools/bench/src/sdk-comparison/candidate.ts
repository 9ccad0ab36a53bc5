import type { Input, Platform, PlatformOperation } from "./platform-operations.ts";

/** A package on npm, in exactly this version. */
interface PublishedPackage {
  readonly package: string;
  readonly version: string;
}

/** What a candidate is asked to do. */
export interface Call {
  readonly platform: Platform;
  readonly operation: PlatformOperation;
  readonly input: Input;
  readonly baseUrl: string;
  /** `undefined`: an environment variable that is not set. */
  readonly key: string | undefined;
  /** Milliseconds that the call may take; a candidate without such an option passes it over. */
  readonly timeout: number | undefined;
}

/** What a candidate's call resolves with; a candidate that reports failures in its result says so by `error`. */
export type Reply = { readonly data: unknown } | { readonly error: unknown; readonly status: number };

/** A way to make the call: a vendor's SDK, openapi-fetch alone, or this client. */
export interface Candidate {
  readonly name: string;
  /** Absent where it is built here. */
  readonly published?: PublishedPackage;
  readonly platforms: readonly Platform[];
  /** Whether its call resolves with nothing, whatever the server says. */
  readonly dropsResponse?: boolean;
  /** What the SDK asks for before the call itself, and the responses that let it go on. */
  readonly prologue?: Readonly<Record<string, unknown>>;
  /**
   * Makes the call.
   * @param load gives a package's exports, as they are: what is used of them is the candidate's to know
   */
  readonly call: (call: Call, load: (name: string) => unknown) => Promise<Reply>;
}
