import type { DocumentNode, Tokens } from "./survey/document-node.ts";
import type { Survey } from "./survey/survey.ts";

/** One change of a document, and what the change means for a client that was built before it. */
export interface Mutant {
  /** Stable and readable, unique within the document: `phoenix: query end_time renamed`. */
  readonly name: string;
  readonly operator: string;
  /** Where the change is, as a JSON pointer into the original document. */
  readonly pointer: string;
  /** The operations that the change touches, by their names in the client. */
  readonly operations: readonly string[];
  readonly expectation: "breaking" | "compatible";
  /** By which rule it is one or the other. */
  readonly reason: string;
  /** The changed document, made when it is asked for. */
  readonly document: () => DocumentNode;
}

/** A place where an operator applies. */
export interface Proposal {
  /** Where and what, to stand after the platform's name: `query end_time renamed`. */
  readonly words: string;
  readonly at: Tokens;
  readonly operations: readonly string[];
  /** Why a client built from the original breaks; `undefined`: it does not. */
  readonly breaks: string | undefined;
  /** Why it does not, where that is not plain. */
  readonly because?: string | undefined;
  /** Changes a copy of the document. */
  readonly edit: (document: DocumentNode) => void;
}

/** One kind of change. */
export interface Operator {
  readonly name: string;
  propose(survey: Survey): Iterable<Proposal>;
}
