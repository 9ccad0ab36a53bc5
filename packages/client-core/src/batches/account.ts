import type { ClientError } from "../errors.ts";
import type { Receipt } from "../receipt.ts";

/** What is known about each item, and about each call that was sent. No item is in two of the lists. */
export interface BatchAccount<Item> {
  /** The server said yes to these. Whether its response lists each of them, `difference` in the receipts tells. */
  readonly done: readonly Item[];
  /** The server said no to the call that had these. */
  readonly failed: readonly Item[];
  /** These were sent, and nobody knows what came of them. */
  readonly unknown: readonly Item[];
  /** These were never sent. */
  readonly notDone: readonly Item[];
  /** One for each call that was sent, in order. */
  readonly receipts: readonly Receipt[];
}

/** The account at the end. */
export interface BatchResult<Item> extends BatchAccount<Item> {
  /** Why it ended early; no batch was tried after that. */
  readonly error: ClientError | undefined;
}

/** What `inBatches` takes besides the options of the operation, which hold for each of its calls. */
export interface BatchOptions<Item> {
  /** How many items a call has at most. Default: as many as the document allows, which is never exceeded. */
  readonly size?: number;
  /** Is told the account after each batch. What it returns or throws changes nothing. */
  readonly onProgress?: (account: BatchResult<Item>) => unknown;
  /** Ends it before the next batch. A batch that was sent is waited for: what became of it would else be unknown. */
  readonly signal?: AbortSignal | undefined;
}

/** The items of the lists in an input. */
export type ItemsOf<Input> = {
  [Place in keyof Input]-?: {
    [Name in keyof Input[Place]]-?: NonNullable<Input[Place][Name]> extends readonly (infer Item)[] ? Item : never;
  }[keyof Input[Place]];
}[keyof Input];
