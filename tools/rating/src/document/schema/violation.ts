import type { Site } from "../reason-book.ts";

/** One reason why not everything that the narrow schema allows is allowed by the wide one. */
export interface Violation {
  /** The keyword that says so, or a word for what no keyword says: `property`, `alternative`, `nothing`. */
  readonly kind: string;
  /** Where the narrow schema says something else, or should. */
  readonly narrow: Site | undefined;
  /** Where the wide schema asks for more. */
  readonly wide: Site | undefined;
  /** What the two say; absent: nothing. */
  readonly had?: unknown;
  readonly asked?: unknown;
  /** The name of the property or value that it is about. */
  readonly subject?: string;
  /** Worth telling, and yet nothing that was allowed is refused. */
  readonly isGentle?: true;
}
