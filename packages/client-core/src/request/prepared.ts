import type { RequestParts, SentBody } from "../definition.ts";
import { absent, type CompiledOperation } from "../engine/compile.ts";
import type { CallSettings } from "../options.ts";
import { bareRecord, type OwnRecord } from "../records.ts";

/** A call that was read, and what of its request was written, but for the credentials. */
export interface PreparedRequest extends RequestParts {
  readonly options: CallSettings;
  /** The input without anything inherited. */
  input: OwnRecord;
  /** The values of the parameters, in their order. */
  values: unknown[];
  /** The body as it was given. */
  given: unknown;
  givenContentType: unknown;
  /** Path and query. */
  target: string;
  contentType: string | undefined;
  body: SentBody | undefined;
}

export const newRequest = (operation: CompiledOperation, options: CallSettings): PreparedRequest => ({
  options,
  input: bareRecord(),
  values: operation.noValues.slice(),
  given: absent,
  givenContentType: absent,
  target: "",
  query: "",
  headers: undefined,
  contentType: undefined,
  cookies: "",
  body: undefined,
});
