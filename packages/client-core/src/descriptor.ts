/** What the generator writes about each operation: data, and references to just the functions which that data needs, so that a bundler drops all others. */

import type { BodyEncoder } from "./request/body-encoders.ts";
import type { ParameterEncoder } from "./request/parameter-encoders.ts";
import type { Authenticator } from "./security/authenticator.ts";
import type { CompareAnswer } from "./transport/difference.ts";

/**
 * A JSON Schema (2020-12, annotations taken out) as data. A reference is the referred schema itself, or a function
 * that returns it where schemas refer to each other in a circle.
 */
export type Schema = SchemaObject | boolean | (() => Schema);

export interface SchemaObject {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

export interface ParameterDescriptor {
  readonly name: string;
  readonly in: "cookie" | "header" | "path" | "query";
  readonly required?: boolean;
  readonly schema: Schema;
  readonly encode: ParameterEncoder;
  /** Default: false. */
  readonly explode?: boolean;
}

export interface BodyDescriptor {
  readonly mediaType: string;
  /** Default: false. */
  readonly required?: boolean;
  readonly schema: Schema;
  readonly encode: BodyEncoder;
}

export interface MediaTypeDescriptor {
  readonly schema?: Schema;
  /** An answer that satisfies `when` is a failure in spite of its status; `message` is the property that says why. */
  readonly failure?: { readonly when: Schema; readonly message?: string };
}

/** By media type. */
export type ResponseDescriptor = Readonly<Record<string, MediaTypeDescriptor>>;

export interface OrderRule {
  readonly name: string;
  readonly message: string;
  /** Location and name, for example `query.start_time`; a time, strictly earlier than that of `later`. */
  readonly earlier: string;
  readonly later: string;
}

export interface SchemaRule {
  readonly name: string;
  readonly message: string;
  /** Over the input `{ path, query, headers, cookies, body }`. */
  readonly schema: Schema;
}

export interface OperationDescriptor {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters?: readonly ParameterDescriptor[];
  /** The first one is used unless the input's `contentType` says otherwise. */
  readonly bodies?: readonly BodyDescriptor[];
  /** By status as the document writes it: `200`, `4XX`, `default`; then by media type. Empty: no body. */
  readonly responses: Readonly<Record<string, ResponseDescriptor>>;
  /** Alternatives; each a list of what must be applied together. Absent: nothing is asked for. */
  readonly security?: readonly (readonly Authenticator[])[];
  readonly rules?: readonly (OrderRule | SchemaRule)[];
  readonly unbounded?: { readonly when: Schema; readonly message: string };
  /** What a repeat does; absent: unsafe. */
  readonly retry?: { readonly rating: "bounded" | "safe"; readonly when?: Schema; readonly past?: readonly string[] };
  readonly outcome?: {
    readonly completion: "accepted" | "completed";
    readonly job?: string;
    readonly count?: string;
    /** The list in the input that says what to touch, for example `body.ids`; each of its items stands for itself. */
    readonly asked?: string;
    /** The property of the answer that lists what was touched. */
    readonly answered?: string;
    readonly compare?: CompareAnswer;
    readonly findOut: string;
  };
}
