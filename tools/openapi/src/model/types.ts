/** A place in a document or in its overlay. The line is looked up when it is asked for: most callers never ask. */
export interface Source {
  /** The file as it was named to the reader. */
  readonly file: string;
  /** JSON pointer within that file, `""` for its root. */
  readonly pointer: string;
  /** Line of the node, counted from 1. */
  readonly line: number;
}

/** The values of the `type` keyword. */
export type SchemaType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

/**
 * A JSON Schema in the dialect of OpenAPI 3.1 (2020-12), whichever version the document has: `nullable`, boolean
 * `exclusiveMinimum` and `example` of 3.0 are rewritten on reading. `$ref` stays, as a JSON pointer (`#/...`).
 */
export interface SchemaObject {
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
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
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly [keyword: string]: unknown;
}

/** A schema, or `true` (anything) or `false` (nothing). */
export type Schema = SchemaObject | boolean;

/** The methods that a path item can declare. */
export const METHODS = ["delete", "get", "head", "options", "patch", "post", "put", "trace"] as const;
export type Method = (typeof METHODS)[number];
/** Where a parameter travels. */
export type ParameterLocation = "cookie" | "header" | "path" | "query";
/** How a parameter's value is written (OpenAPI "Style Values"). */
export type ParameterStyle = "deepObject" | "form" | "label" | "matrix" | "pipeDelimited" | "simple" | "spaceDelimited";

/** A part of a server's URL that callers may choose. */
export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly description?: string;
  /** The values that it may have; absent: any. */
  readonly enum?: readonly string[];
  readonly source: Source;
}

/** A server of the document, or of an operation. */
export interface Server {
  /** With its variables replaced by their defaults. */
  readonly url: string;
  /** As the document writes it, for example `https://{region}.example.com`. */
  readonly template: string;
  readonly variables: readonly ServerVariable[];
  readonly description?: string;
  readonly source: Source;
}

/** One parameter of an operation, those of the path item included. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Whether the document allows an empty value in the query (`allowEmptyValue`). */
  readonly allowEmptyValue: boolean;
  readonly description?: string;
  /** How the value is written: by a style, or as a document of a media type (`content`). */
  readonly serialisation:
    | {
        readonly kind: "style";
        readonly style: ParameterStyle;
        readonly explode: boolean;
        readonly allowReserved: boolean;
      }
    | { readonly kind: "content"; readonly mediaType: string };
  /** The value's schema. A `null` that a style cannot write is taken out where another type remains. */
  readonly schema: Schema;
  /** Where the `null`s stand that were taken out. */
  readonly unwritable: readonly Source[];
  readonly examples: readonly unknown[];
  readonly source: Source;
}

/** How one property of a form is written (OpenAPI, Encoding Object); what is absent is the default. */
export interface Encoding {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly headers: readonly ResponseHeader[];
  readonly source: Source;
}

/** One media type of a request body or of a response. */
export interface MediaType {
  /** As the document writes it, for example `application/json`. */
  readonly mediaType: string;
  readonly schema?: Schema;
  /** What describes each item of a stream (OpenAPI 3.2). */
  readonly itemSchema?: Schema;
  /** By the property of a form that each is about. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly examples: readonly unknown[];
  /** What makes a response of this media type a failure in spite of its status (`x-failure`). */
  readonly failure?: Failure;
  readonly source: Source;
}

/** `x-failure`: a response that satisfies `when` is a failure, whatever its status says. */
export interface Failure {
  readonly when: Schema;
  /** The property of the response that says why. */
  readonly message?: string;
  readonly source: Source;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  readonly content: readonly MediaType[];
  readonly source: Source;
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly source: Source;
}

export interface Response {
  /** As the document writes it: `"200"`, `"4XX"`, `"default"`. */
  readonly status: string;
  readonly description?: string;
  readonly content: readonly MediaType[];
  readonly headers: readonly ResponseHeader[];
  readonly source: Source;
}

/** A flow of an OAuth2 security scheme. URLs are as the document writes them. */
export interface OAuthFlow {
  readonly grant: "authorizationCode" | "clientCredentials" | "implicit" | "password";
  readonly tokenUrl?: string;
  readonly authorizationUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes: Readonly<Record<string, string>>;
  readonly source: Source;
}

interface SecuritySchemeBase {
  /** The name in the document, for example `API Key`. */
  readonly name: string;
  /** What a person calls it (`x-credential`); without an overlay, the name in camel case. */
  readonly credential: string;
  readonly description?: string;
  readonly source: Source;
}

export type SecurityScheme = SecuritySchemeBase &
  (
    | { readonly type: "apiKey"; readonly in: "cookie" | "header" | "query"; readonly parameterName: string }
    | { readonly type: "http"; readonly scheme: string }
    | { readonly type: "mutualTLS" }
    | { readonly type: "oauth2"; readonly flows: readonly OAuthFlow[] }
    | { readonly type: "openIdConnect"; readonly openIdConnectUrl: string }
  );

/** One way to authenticate: all of these schemes together. An empty list is "no credentials needed". */
export interface SecurityAlternative {
  readonly schemes: readonly { readonly scheme: SecurityScheme; readonly scopes: readonly string[] }[];
  readonly source: Source;
}

/** The input of an operation, as rules see it: one object with a property per location. */
export type InputLocation = "body" | "cookies" | "headers" | "path" | "query";

/** `x-input-rules`: a rule over several parameters. */
export type InputRule = {
  readonly name: string;
  /** What to do, in words; shown to whoever breaks the rule. */
  readonly message: string;
  readonly source: Source;
} & (
  | {
      readonly kind: "schema";
      /** A JSON Schema over the input `{ path, query, headers, cookies, body }`. */
      readonly schema: SchemaObject;
    }
  | {
      readonly kind: "order";
      /** Location and name, for example `query.start_time`. */
      readonly earlier: string;
      readonly later: string;
    }
);

/** `x-retry`: what a repeat does when nobody knows whether the first attempt arrived. */
export interface Retry {
  readonly rating: "bounded" | "safe" | "unsafe";
  readonly reason: string;
  /** With `bounded`: a repeat is safe for an input that satisfies this schema ... */
  readonly when?: SchemaObject;
  /** ... and whose times named here lie in the past. */
  readonly past: readonly string[];
  readonly source: Source;
}

/** `x-unbounded`: a request that touches everything unless it is said to be meant. */
export interface Unbounded {
  /** A JSON Schema over the input: what it matches is unbounded. */
  readonly when: SchemaObject;
  readonly message: string;
  readonly source: Source;
}

/** `x-outcome`: what a success means, and how to find out when no response came. */
export interface Outcome {
  readonly completion: "accepted" | "completed";
  /** The property of the response that names the job which does the work; a response without it is `completed`. */
  readonly job?: string;
  /** The property of the response that counts what was touched. */
  readonly count?: string;
  /**
   * Location and name of the list in the input that says what to touch, such as `body.ids`. Each item stands for itself:
   * a longer list may be sent in several calls.
   */
  readonly asked?: string;
  /** The property of the response that lists what was touched. */
  readonly answered?: string;
  /** What a person does to find out when no response came. */
  readonly findOut: string;
  readonly source: Source;
}

/** `x-scope`: what a call reaches at most. */
export interface Scope {
  /**
   * Location and name of the input that names it, such as `path.project`: a call whose value there names nothing that
   * exists cannot touch anything.
   */
  readonly within: string;
  readonly source: Source;
}

/** Methods of a client that stand together under a name (`x-groups` of the document, `x-group` of operations). */
export interface Group {
  /** As in `client.traces`. */
  readonly name: string;
  /** What the document says of its tag. */
  readonly description?: string;
  readonly source: Source;
}

/** The place of an operation that is in a group. */
export interface Membership {
  /** The group's. */
  readonly name: string;
  /** What the operation is called there, unique in the group. */
  readonly method: string;
  readonly source: Source;
}

export interface Operation {
  /** Its name, by which it can be imported alone: an identifier, unique in the document. Without a group, the method's, too. */
  readonly name: string;
  readonly group?: Membership;
  /** As the document (or its overlay) writes it. */
  readonly operationId?: string;
  readonly method: Method;
  /** The path template. */
  readonly path: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** Any one of them is enough; an empty list means that the document asks for nothing. */
  readonly security: readonly SecurityAlternative[];
  /** Servers of the operation or of its path item, in place of the document's; empty: the document's. */
  readonly servers: readonly Server[];
  readonly inputRules: readonly InputRule[];
  readonly retry?: Retry;
  readonly unbounded?: Unbounded;
  readonly outcome?: Outcome;
  readonly scope?: Scope;
  readonly pagination?: Pagination;
  readonly source: Source;
}

/** How a result that comes in pages is gone through (`x-pagination`). Places are names that lead into the data. */
export type Pagination = {
  /** Where the list is; empty: the data is the list. */
  readonly items: readonly string[];
  readonly source: Source;
} & (
  | { readonly style: "cursor"; readonly parameter: string; readonly next: readonly string[] }
  | { readonly style: "offset"; readonly parameter: string }
  | { readonly style: "page"; readonly parameter: string; readonly first: number }
  | { readonly style: "link"; readonly parameter?: string }
);

/** Something of the document that clients cannot do, or do otherwise than somebody might expect: told when they are generated. */
export interface Note {
  readonly source: Source;
  /** What holds of it. */
  readonly rule: string;
  /** What can be done about it. */
  readonly remedy: string;
}

/** An operation that a document describes so that it cannot be used, and that was left out. */
export interface LeftOut {
  /** Such as `GET /things`. */
  readonly operation: string;
  readonly reason: string;
}

/** The one reading of a document (with or without its overlay) that every tool works from. */
export interface Model {
  /** The platform's name: the document's file name without its extension. */
  readonly platform: string;
  readonly openapi: "3.0" | "3.1";
  readonly title: string;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  /** The groups of its client, each with an operation at least. */
  readonly groups: readonly Group[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** What whoever generates a client should know. */
  readonly notes: readonly Note[];
  /** Every schema that something refers to, by pointer (`#/components/schemas/Name`), in document order. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Operations of the document that its overlay leaves out, since they cannot be used. */
  readonly leftOut: readonly LeftOut[];
  /** The document after its overlay, for tools that read documents themselves (openapi-typescript). Do not change it. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Follows `$ref`s until there is none. */
  resolve(schema: Schema): Schema;
  /** Where a schema of this model stands, or a keyword of it, or an item of that. */
  locate(schema: SchemaObject, keyword?: string, item?: number | string): Source;
  /** Where something within a node of this model stands, in the document or in the overlay that says it. */
  within(source: Source, ...path: readonly (number | string)[]): Source;
  /** Where something of this model stands in the document after its overlay, as a JSON pointer. */
  placeOf(source: Source): string;
  /** Where the document itself stands. */
  readonly source: Source;
}
