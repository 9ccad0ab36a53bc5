import type { Operation, Parameter } from "@workshop/openapi";
import type { DocumentNode, Placed, Tokens } from "./document-node.ts";

/** An operation as the document writes it. */
export interface SurveyedOperation extends Placed {
  /** As the client has it. */
  readonly client: Operation;
  /** As the bare document says it. */
  readonly bare: Operation;
  /** What names of places begin with: nothing where the document has one operation only. */
  readonly label: string;
  /** Where its path item stands. */
  readonly itemAt: Tokens;
}

/** A parameter as the document writes it: it may be shared by operations. */
export interface ParameterSite extends Placed {
  readonly operations: readonly SurveyedOperation[];
  readonly words: string;
  /** As the bare document says it. */
  readonly bare: Parameter;
  /** As the client has it; `undefined` where the overlay has taken it away. */
  readonly client: Parameter | undefined;
}

/** Which way values of a schema travel, and as what. */
export interface SchemaUse {
  readonly operation: SurveyedOperation;
  /** A request is the client's to write, a response the client's to read. */
  readonly direction: "response" | "request";
  /** As text (parameters, fields of forms, plain responses) a number is no other than the text of one. */
  readonly carrier: "json" | "text";
  /** Where, in words: `body metadata_key`, `response 200 job_id`. */
  readonly words: string;
  /** The choices between schemas that it stands in. */
  readonly unions: readonly UnionStep[];
  /** Whether it is a part of an `allOf`. */
  readonly isPart: boolean;
  /** Whether the client writes a JSON document where the bare document has a text. */
  readonly isDocument: boolean;
  /** Whether it stands in the path: there an empty text cannot stand, and an undeclared name neither. */
  readonly isInPath: boolean;
}

/** One choice on the way to a schema. */
export interface UnionStep {
  readonly keyword: "anyOf" | "oneOf";
  /** The branch that leads there, and the others. */
  readonly branch: DocumentNode;
  readonly siblings: readonly DocumentNode[];
  /** The names from the union to the schema. */
  readonly path: readonly string[];
}

/** A schema of the document, with all its uses. */
export interface SchemaSite extends Placed {
  /** The same place of the document with its overlay, `undefined` where the overlay has put something else there. */
  readonly client: DocumentNode | undefined;
  readonly uses: readonly SchemaUse[];
}
