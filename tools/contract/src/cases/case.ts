import type { Source } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import type { CredentialSet } from "../credentials/credential-set.ts";
import type { WireRequest, WireResponse } from "../wire/wire-request.ts";

/**
 * What a case does about a clause: it keeps to it (for a limit: right at it) or breaks it, gives what it speaks of or leaves
 * that out.
 */
export type Side = "absent" | "broken" | "kept" | "present";

/** One side of a clause of the document, or of its overlay, that a case exercises. */
export interface Clause {
  /** Tells it from all others of its operation. */
  readonly key: string;
  /** Where a schema is used twice: for which part of the request, or for which response. */
  readonly scope: string;
  readonly source: Source;
  /** The keyword, or `parameter`, `body`, `status`, `media type`, `security`, `operation`, `rule`, `unbounded`. */
  readonly keyword: string;
  readonly side: Side;
}

interface CaseBase {
  /** A sentence, unique within the operation and the same on every run. */
  readonly name: string;
  /** The operation's name in the client. */
  readonly operation: string;
  readonly clauses: readonly Clause[];
}

/** What Prism does with a request that the document forbids. */
export type PrismVerdict =
  | { readonly kind: "refuses" }
  | { readonly kind: "lets through"; readonly reason: string }
  | { readonly kind: "not asked"; readonly reason: string };

/** A call that is right: it arrives as it was given, and Prism takes it. */
export interface RequestCase extends CaseBase {
  readonly kind: "request";
  readonly input: Input;
  /** What has to arrive, where that is not the input itself: a `Date` arrives as text. */
  readonly arrives?: Input;
  readonly allowUnbounded: boolean;
  /** Why Prism refuses it all the same, or why it is not asked. */
  readonly prism:
    | { readonly kind: "takes" }
    | { readonly kind: "refuses wrongly" | "not asked"; readonly reason: string };
  /** What the recorder responses where Prism is not asked. */
  readonly response: WireResponse;
}

/** A call that is wrong: refused before anything is sent, and by Prism when it is sent all the same. */
export interface RefusalCase extends CaseBase {
  readonly kind: "refusal";
  readonly input: Input;
  /** Which part of the input the refusal has to name, for example `query.category`. */
  readonly place: readonly string[];
  /** The innermost union around it that it breaks: what is told may be of the way that fits best, which knows other names. */
  readonly union?: readonly string[];
  readonly prism: PrismVerdict;
  /** What the independent sender sends; absent where Prism is not asked. */
  readonly request?: WireRequest;
}

/** A way to authenticate. */
export interface SecurityCase extends CaseBase {
  readonly kind: "security";
  readonly input: Input;
  readonly allowUnbounded: boolean;
  readonly credentials: CredentialSet;
  /** What the recorder responses, where Prism is not asked. */
  readonly response?: WireResponse;
}

/** A call without any credentials, where the document or the overlay asks for some. */
export interface NoCredentialsCase extends CaseBase {
  readonly kind: "no credentials";
  readonly input: Input;
  readonly allowUnbounded: boolean;
  /** Whether the client has to refuse by itself. */
  readonly client: "refuses" | "sends";
  /** Whether Prism has to refuse the request, and what is sent to it. */
  readonly prism: PrismVerdict;
  readonly request: WireRequest;
  /** What the recorder responses, where Prism is not asked. */
  readonly response?: WireResponse;
}

/** A declared response, and what the client makes of it. */
export interface ResponseCase extends CaseBase {
  readonly kind: "response";
  readonly input: Input;
  readonly allowUnbounded: boolean;
  /** The status as the document declares it. */
  readonly status: string;
  /** The status that is asked for. */
  readonly code: number;
  readonly mediaType?: string;
  /** Whether it is one of several media types, so that it has to be asked for. */
  readonly ask: boolean;
  /** What is odd about Prism's response, as it is known beforehand. */
  readonly oddities: readonly string[];
  /** Where Prism cannot give this response: what the recorder responses instead. */
  readonly response?: WireResponse;
}

/** Where a call goes: asked of the client's own plan, so that nobody is called. */
export interface AddressCase extends CaseBase {
  readonly kind: "address";
  readonly input: Input;
  readonly allowUnbounded: boolean;
  /** The server of the document. */
  readonly server: string;
  /** Whether the client is told; the first server is its default. */
  readonly isTold: boolean;
  /** The server in place of which it is told, where that is one of the operation's own; `undefined`: the document's. */
  readonly instead: string | undefined;
}

/** A call whose first response is lost: the connection breaks after the request has arrived. */
export interface LostResponseCase extends CaseBase {
  readonly kind: "lost response";
  readonly input: Input;
  readonly allowUnbounded: boolean;
  /** Whether the client has to send the request once more, and is then answered. */
  readonly isRepeated: boolean;
  /** Whether the caller lets it. */
  readonly mayRepeat: boolean;
  /** What the caller has to be told where it is not repeated. */
  readonly findOut?: string;
  readonly response: WireResponse;
}

/** What the receipt of a success says. */
export interface ReceiptCase extends CaseBase {
  readonly kind: "receipt";
  readonly input: Input;
  readonly allowUnbounded: boolean;
  readonly response: WireResponse;
  /** The members that the receipt has to have; one that is `undefined` must not be there. */
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** An operation for which no case can be derived: it fails the suite, and says why. */
export interface ImpossibleCase extends CaseBase {
  readonly kind: "impossible";
  readonly reason: string;
}

export type Case =
  | AddressCase
  | ResponseCase
  | ImpossibleCase
  | LostResponseCase
  | NoCredentialsCase
  | ReceiptCase
  | RefusalCase
  | RequestCase
  | SecurityCase;
