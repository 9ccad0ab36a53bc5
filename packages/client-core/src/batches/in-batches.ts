import { tell } from "../engine/hooks.ts";
import { type ClientError, isApiError, isInvalidRequestError, isNotSentError } from "../errors.ts";
import type { Issue } from "../issue.ts";
import type { Operation } from "../operation.ts";
import type { CallOptions } from "../options.ts";
import { isSignal } from "../read-options.ts";
import type { Receipt } from "../receipt.ts";
import { isRecord } from "../records.ts";
import type { BatchOptions, BatchResult, ItemsOf } from "./account.ts";
import { splitInput } from "./split-input.ts";

/** What the result of every operation has. */
interface AnyResult {
  readonly error: ClientError | undefined;
  readonly receipt: Receipt;
}

/**
 * Calls an operation as often as its list is longer than one call may have: one call after the other, until the first
 * failure. Only the list that says what to touch is split, never one that makes exceptions.
 *
 * All batches are checked before the first is sent.
 *
 * @returns what is known about each item; `error` tells whether and why it ended early
 * @throws InvalidRequestError, with nothing sent: for an operation without such a list, for a list that is missing, empty
 * or has something twice, and for whatever the operation itself refuses
 */
export async function inBatches<Input, Options extends CallOptions>(
  operation: Operation<[input: Input, options?: Options], unknown, AnyResult>,
  input: Input,
  options?: NoInfer<Omit<Options, "signal">> & BatchOptions<ItemsOf<Input>>,
): Promise<BatchResult<ItemsOf<Input>>> {
  type Item = ItemsOf<Input>;
  const issues: Issue[] = [];
  const { size = Number.POSITIVE_INFINITY, onProgress, signal, ...rest } = readOptions<Item>(options, issues);
  const callOptions = rest as unknown as Options; // the operation checks them
  if (!(size === Number.POSITIVE_INFINITY || (Number.isInteger(size) && size > 0))) {
    issues.push({ path: "options.size", rule: "option", message: "must be a whole number from 1" });
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    issues.push({ path: "options.onProgress", rule: "option", message: "must be a function" });
  }
  const batches = splitInput(operation, input, size, callOptions, issues);

  let account: BatchResult<Item> = {
    done: [],
    failed: [],
    unknown: [],
    notDone: batches.flatMap(({ items }) => items as Item[]), // those of the list
    receipts: [],
    error: undefined,
  };
  for (const batch of batches) {
    const items = batch.items as readonly Item[];
    let error: ClientError | undefined;
    let receipt: Receipt | undefined;
    try {
      // A signal that comes during a batch is kept from it, and ends the next one before it is sent.
      const callNow = isOver(signal) ? { ...callOptions, signal } : callOptions;
      ({ error, receipt } = await operation.result(batch.input, callNow));
    } catch (thrown) {
      error = thrown as ClientError; // calls throw no other
      receipt = error.receipt;
    }
    const isUnsent = isNotSentError(error) || isInvalidRequestError(error);
    const isRefused = isApiError(error) && !error.mayHaveHappened;
    account = {
      done: error ? account.done : [...account.done, ...items],
      failed: isRefused ? items : [],
      unknown: error && !isUnsent && !isRefused ? items : [],
      notDone: isUnsent ? account.notDone : account.notDone.slice(items.length),
      receipts: receipt ? [...account.receipts, receipt] : account.receipts,
      error,
    };
    if (onProgress) tell(onProgress, account);
    if (error) break;
  }
  return account;
}

/** Copies the options, and looks at those of its own that a call does not see. */
function readOptions<Item>(given: unknown, issues: Issue[]): BatchOptions<Item> {
  try {
    if (!isRecord(given ?? {})) throw given;
    const options: BatchOptions<Item> = { ...(given as object) };
    if (options.signal === undefined || isSignal(options.signal)) return options;
    issues.push({ path: "options.signal", rule: "option", message: "must be an AbortSignal" });
  } catch {
    issues.push({ path: "options", rule: "type", message: "must be a plain object" });
  }
  return {};
}

/** Whether no more batches are wanted. Of a signal that does not say, the call finds that it is none. */
function isOver(signal: AbortSignal | undefined): boolean {
  try {
    return signal?.aborted === true;
  } catch {
    return true;
  }
}
