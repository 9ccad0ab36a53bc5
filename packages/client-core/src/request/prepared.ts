import type { InputRecord, SentBody } from "../definition.ts";
import type { HeaderTexts } from "../engine/bind.ts";
import { absent, type CompiledOperation } from "../engine/compile.ts";
import type { CallSettings } from "../options.ts";
import { bareRecord, type OwnRecord } from "../records.ts";

/** A call that was read, and what of its request was written, but for the credentials. */
export class PreparedRequest {
  readonly options: CallSettings;
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
  readonly operation: CompiledOperation;
  private made: InputRecord | undefined = undefined;

  constructor(operation: CompiledOperation, options: CallSettings) {
    this.operation = operation;
    this.values = operation.noValues.slice();
    this.options = options;
  }

  /** The input without anything inherited, made where something needs all of it. */
  get input(): InputRecord {
    if (this.made) return this.made;
    const input = bareRecord();
    const { parameters } = this.operation;
    for (let index = 0; index < parameters.length; index++) {
      const value = this.values[index];
      const parameter = parameters[index];
      if (value === absent || !parameter) continue;
      input[parameter.group] ??= bareRecord();
      (input[parameter.group] as OwnRecord)[parameter.name] = value;
    }
    if (this.given !== absent) input.body = this.given;
    this.made = input;
    return input;
  }
}
