import type { InputRule, Operation } from "@workshop/openapi";
import { isSameValue } from "../schema/values.ts";
import type { Comparison } from "./schema-judge.ts";

/** What an overlay says of an operation beyond OpenAPI: `specs/overlays/README.md` has the list. */
export function judgeExtensions(comparison: Comparison, old: Operation, next: Operation): void {
  judgeRules(comparison, old, next);
  judgeUnbounded(comparison, old, next);
  judgeRetry(comparison, old, next);
  judgeOutcome(comparison, old, next);
  judgePagination(comparison, old, next);
  judgeFailures(comparison, old, next);
}

/** Rules over several parameters: one more refuses what was sent before. */
function judgeRules({ book, schemas }: Comparison, old: Operation, next: Operation): void {
  const before = new Map(old.inputRules.map((rule) => [rule.name, rule]));
  const after = new Map(next.inputRules.map((rule) => [rule.name, rule]));
  for (const [name, rule] of after) {
    const known = before.get(name) ?? old.inputRules.find((one) => isSameRule(one, rule));
    if (known === undefined) {
      book.add({
        bump: "major",
        rule: "input-rule-added",
        next: rule.source,
        message: (place) => `${place}: a rule is new: ${rule.message}.`,
      });
    } else if (!isSameRule(known, rule)) {
      const isLooser =
        known.kind === "schema" && rule.kind === "schema" && schemas.includesOld(known.schema, rule.schema);
      book.add({
        bump: isLooser ? "minor" : "major",
        rule: "input-rule-changed",
        old: known.source,
        next: rule.source,
        message: (place) => `${place}: a rule has changed: ${rule.message}.`,
      });
    }
  }
  for (const [name, rule] of before) {
    if (after.has(name) || next.inputRules.some((one) => isSameRule(one, rule))) continue;
    book.add({
      bump: "minor",
      rule: "input-rule-removed",
      old: rule.source,
      message: (place) => `${place}: a rule is gone: ${rule.message}.`,
    });
  }
}

function isSameRule(one: InputRule, other: InputRule): boolean {
  const demand = (rule: InputRule): unknown =>
    rule.kind === "schema" ? rule.schema : { earlier: rule.earlier, later: rule.later };
  return one.kind === other.kind && isSameValue(demand(one), demand(other));
}

/** What needs an explicit word before it is sent. */
function judgeUnbounded({ book, schemas }: Comparison, old: Operation, next: Operation): void {
  const [before, after] = [old.unbounded, next.unbounded];
  if (isSameValue(before?.when, after?.when)) return;
  // Without it the option that says the word does not exist; with more of it calls are refused that were not.
  const isLooser = before !== undefined && after !== undefined && schemas.includesNew(before.when, after.when);
  book.add({
    bump: isLooser ? "minor" : "major",
    rule: "unbounded-changed",
    old: before?.source,
    next: after?.source,
    message: (place) => `${place}: which calls need \`allowUnbounded\` has changed.`,
  });
}

function judgeRetry({ book }: Comparison, old: Operation, next: Operation): void {
  const [before, after] = [old.retry, next.retry];
  const [was, is] = [before?.rating ?? "unsafe", after?.rating ?? "unsafe"];
  const isSame = was === is && isSameValue(before?.when, after?.when) && isSameValue(before?.past, after?.past);
  if (isSame || (was === "unsafe" && is === "unsafe")) return;
  book.add({
    bump: "minor",
    rule: "retry-changed",
    old: before?.source,
    next: after?.source,
    message: (place) =>
      `${place}: when a call is repeated by itself has changed: it is rated \`${is}\` (was \`${was}\`).`,
  });
}

const RECEIPT = ["completion", "job", "count", "asked", "answered"] as const;

function judgeOutcome({ book }: Comparison, old: Operation, next: Operation): void {
  const [before, after] = [old.outcome, next.outcome];
  const sources = { old: before?.source, next: after?.source };
  if (before?.asked !== undefined && before.asked !== after?.asked) {
    book.add({
      bump: "major",
      rule: "outcome-list-changed",
      ...sources,
      message: (place) => `${place}: the list that may be sent in several calls is another one now.`,
    });
  }
  if (RECEIPT.every((key) => before?.[key] === after?.[key])) return;
  book.add({
    bump: "minor",
    rule: "outcome-changed",
    ...sources,
    message: (place) => `${place}: what a receipt says of a success has changed.`,
  });
}

/** Results that come in pages: whether there is a way through them, and what it gives. */
function judgePagination({ book }: Comparison, old: Operation, next: Operation): void {
  const [before, after] = [old.pagination, next.pagination];
  const told = (pagination: Operation["pagination"]): unknown => {
    const { source: _source, ...rest } = pagination ?? { source: undefined };
    return rest;
  };
  if (isSameValue(told(before), told(after))) return;
  // How pages are asked for is the client's business; what comes of them is its users'.
  const isSameItem = before === undefined || (after !== undefined && isSameValue(before.items, after.items));
  book.add({
    bump: isSameItem ? "minor" : "major",
    rule: before === undefined ? "pagination-added" : `pagination-${after === undefined ? "removed" : "changed"}`,
    old: before?.source,
    next: after?.source,
    message: (place) =>
      after === undefined
        ? `${place}: its pages can no longer be gone through by themselves.`
        : `${place}: its pages can be gone through by themselves${before === undefined ? "" : ", in another way"}.`,
  });
}

/** Failures inside of a success. */
function judgeFailures({ book }: Comparison, old: Operation, next: Operation): void {
  const before = failuresOf(old);
  const after = failuresOf(next);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (isSameValue(was?.when, is?.when)) continue;
    book.add({
      bump: "major",
      rule: "failure-changed",
      old: was?.source,
      next: is?.source,
      message: (place) => `${place}: which responses count as failures has changed.`,
    });
  }
}

function failuresOf({ responses }: Operation) {
  return new Map(
    responses.flatMap(({ status, content }) =>
      content.flatMap(({ mediaType, failure }) =>
        failure === undefined ? [] : [[`${status} ${mediaType}`, failure] as const],
      ),
    ),
  );
}
