import type { GivenInput, Parameter, RequestParts, SentBody } from "../definition.ts";
import { absent, type CompiledOperation } from "../engine/compile.ts";
import type { CallSettings } from "../options.ts";
import { bareRecord, type OwnRecord } from "../records.ts";

/** A call that was read, and what of its request was written, but for the credentials. */
export class PreparedRequest implements GivenInput, RequestParts {
  readonly operation: CompiledOperation;
  readonly options: CallSettings;
  groups: readonly string[] = [];
  /** While they are read and written, `absent` for what is not given. */
  values: unknown[];
  /** The body as it was given. */
  given: unknown = absent;
  givenContentType: unknown = absent;
  /** Path and query. */
  target = "";
  query = "";
  headers: Record<string, string> | undefined = undefined;
  contentType: string | undefined = undefined;
  cookies = "";
  body: SentBody | undefined = undefined;
  #input: OwnRecord | undefined = undefined;

  constructor(operation: CompiledOperation, options: CallSettings) {
    this.operation = operation;
    this.options = options;
    this.values = operation.noValues.slice();
  }

  /** What was given, without anything inherited. */
  get input(): OwnRecord {
    this.#input ??= this.#collect();
    return this.#input;
  }

  #collect(): OwnRecord {
    const { places, parameters } = this.operation;
    const input = bareRecord<OwnRecord>();
    for (const group of this.groups) if (places[group]) input[group] = bareRecord();
    for (let index = 0; index < parameters.length; index++) {
      const value = this.values[index];
      if (value === undefined) continue;
      const { group, name } = parameters[index] as Parameter; // the index is one of theirs
      (input[group] as OwnRecord)[name] = value; // its group was given, too
    }
    return this.given === absent ? input : Object.assign(input, { body: this.given });
  }
}
