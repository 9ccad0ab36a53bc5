import type { SentBody } from "../definition.ts";
import type { HeaderTexts } from "../engine/bind.ts";
import { absent, type CompiledOperation } from "../engine/compile.ts";
import type { CallSettings } from "../options.ts";
import { bareRecord, type OwnRecord } from "../records.ts";

/** A call that was read, and what of its request was written, but for the credentials. */
export class PreparedRequest {
  readonly options: CallSettings;
  /** The input without anything inherited. */
  input: OwnRecord = bareRecord();
  /** The values of the parameters, in their order. */
  values: unknown[];
  /** The body as it was given. */
  given: unknown = absent;
  givenContentType: unknown = absent;
  /** Path and query. */
  target = "";
  /** Those of this call alone. */
  headers: HeaderTexts | undefined = undefined;
  contentType: string | undefined = undefined;
  cookies = "";
  body: SentBody | undefined = undefined;
  constructor(operation: CompiledOperation, options: CallSettings) {
    this.values = operation.noValues.slice();
    this.options = options;
  }
}
