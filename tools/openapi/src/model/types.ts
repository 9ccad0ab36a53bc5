import type {
  Failure,
  Group,
  InputRule,
  Membership,
  Outcome,
  Pagination,
  Retry,
  Scope,
  Unbounded,
} from "./extension-types.ts";
import type { Schema, SchemaObject, Source } from "./schema-types.ts";

export type * from "./extension-types.ts";
export type * from "./schema-types.ts";

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
