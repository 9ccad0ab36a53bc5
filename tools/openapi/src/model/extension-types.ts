/** What overlays say of operations, by extensions that this repository reads. */
import type { Schema, SchemaObject, Source } from "./schema-types.ts";

/** `x-failure`: a response that satisfies `when` is a failure, whatever its status says. */
export interface Failure {
  readonly when: Schema;
  /** The property of the response that says why. */
  readonly message?: string;
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
