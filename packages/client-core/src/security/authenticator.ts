import type { Call } from "../transport/call.ts";
import type { Transport } from "../transport/transport.ts";

/** A secret, or a function that gives one; it is asked for each request anew. */
export type Credential = string | (() => Promise<string> | string);

/** One security scheme of a document: which credential it takes, and where that goes. */
export interface Authenticator {
  /** The credential's name in the option `auth`. */
  readonly name: string;
  readonly in: "cookie" | "header" | "query";
  /** The header, cookie or query parameter that carries it. */
  readonly as: string;
  /**
   * Turns what stands in `auth` into the text to send.
   * @throws InvalidRequestError for a credential that cannot be sent, NotSentError where none can be had.
   */
  readonly present: (credential: unknown, call: Call) => Promise<string>;
  /** Forgets the text that the server has refused; true: the next one will be another. */
  readonly forget?: (credential: unknown, refused: string, transport: Transport) => boolean;
}
