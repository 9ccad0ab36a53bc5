import type { SourceText } from "@workshop/openapi";

/** One of the two states that are compared. */
export interface Side {
  /** As the report names it: `HEAD~1:specs/phoenix.yaml`, or the path or address as it was given. */
  readonly label: string;
  readonly document: SourceText;
  readonly overlay: SourceText | undefined;
  /** Whether the document stands among a repository's `specs`: it then has its own overlay, or none. */
  readonly inPlace: boolean;
}
