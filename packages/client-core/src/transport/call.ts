import type { ErrorContext } from "../errors/client-error.ts";
import type { Deadline } from "./deadline.ts";
import type { Transport } from "./transport.ts";

/** One call of an operation, while it lasts. */
export interface Call extends ErrorContext {
  readonly transport: Transport;
  readonly deadline: Deadline;
  /** Its number within the client. */
  readonly number: number;
  /** Texts that must appear in no error. */
  readonly secrets: Set<string>;
}
