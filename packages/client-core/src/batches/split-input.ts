import { InvalidRequestError, isInvalidRequestError } from "../errors.ts";
import { type Issue, maximumIssues } from "../issue.ts";
import type { Operation } from "../operation.ts";
import { bareRecord, isRecord, type OwnRecord, ownCopy } from "../records.ts";
import { identityOf } from "../response/difference.ts";

/** A part of the list, and an input that has it in the list's place. */
export interface Batch<Input> {
  readonly items: readonly unknown[];
  readonly input: Input;
}

/** A copy of an input with another list at its place. */
function withList(value: unknown, [name, ...rest]: readonly string[], list: unknown): unknown {
  if (name === undefined) return list;
  const record = value as OwnRecord; // the list was found in it
  return Object.assign(bareRecord(), record, { [name]: withList(record[name], rest, list) });
}

/** An issue of a batch, with its place in the whole list. */
function inWholeList(issue: Issue, at: string, start: number): Issue {
  const found = issue.path.startsWith(at) && /^\[(\d+)\](.*)/s.exec(issue.path.slice(at.length));
  return found ? { ...issue, path: `${at}[${Number(found[1]) + start}]${found[2]}` } : issue;
}

/**
 * Splits an input into batches, each of which the operation accepts.
 * @param size how many items a batch has at most, if the document allows as many
 * @throws InvalidRequestError
 */
export function splitInput<Input, Options>(
  operation: Pick<Operation<[input: Input, options?: Options], unknown, unknown>, "info" | "plan" | "platform">,
  input: Input,
  size: number,
  options: Options,
  issues: Issue[],
): Batch<Input>[] {
  const { info, platform } = operation;
  const { path: at, limit } = info.list ?? { path: "", limit: 0 };
  const path = at.split(".");
  const refuse = (where: string, rule: string, message: string): void => {
    issues.push({ path: where, rule, message });
  };
  const stop = (): void => {
    if (issues.length) {
      const context = { platform, operation: info.name, server: undefined, receipt: undefined };
      throw new InvalidRequestError(context, issues.slice(0, maximumIssues));
    }
  };

  if (!at) refuse("input", "batches", "has no list that could be split: call the operation itself");
  stop();
  let copy: unknown;
  try {
    copy = ownCopy(input);
  } catch {} // what cannot be read, the operation refuses
  const list = path.reduce((value, name) => (isRecord(value) ? value[name] : undefined), copy);
  if (!Array.isArray(list)) {
    operation.plan(input, options); // if that is refused, the reason is a better one
    refuse(at, "required", "is required: without it there is nothing to split");
  } else if (!list.length) refuse(at, "minItems", "is empty: there is nothing to do");
  stop();

  const items = list as readonly unknown[]; // or there were issues
  const places = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const first = places.get(identityOf(item));
    if (first === undefined) places.set(identityOf(item), index);
    else refuse(`${at}[${index}]`, "uniqueItems", `is the same as [${first}]: leave it out`);
  }

  const step = Math.min(size, limit, items.length);
  const batches: Batch<Input>[] = [];
  for (let start = 0; start < items.length; start += step) {
    const part = items.slice(start, start + step);
    const batch = { items: part, input: withList(copy, path, part) as Input }; // what was given, but for the list
    batches.push(batch);
    try {
      operation.plan(batch.input, options);
    } catch (thrown) {
      if (!isInvalidRequestError(thrown)) throw thrown;
      for (const issue of thrown.issues.map((found) => inWholeList(found, at, start))) {
        if (!issues.some((known) => known.path === issue.path && known.message === issue.message)) issues.push(issue);
      }
    }
  }
  stop();
  return batches;
}
