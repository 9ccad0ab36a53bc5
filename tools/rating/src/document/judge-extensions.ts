import type { Comparison } from "./comparison.ts";
import { isNode, type Node, nodeIn, nodesIn } from "./document-side.ts";
import { isSameValue } from "./schema/same-value.ts";

/** What an overlay says of an operation beyond OpenAPI: `specs/overlays/README.md` has the list. */
export function judgeExtensions(comparison: Comparison, old: Node, next: Node): void {
  judgeRules(comparison, old, next);
  judgeUnbounded(comparison, old, next);
  judgeRetry(comparison, old, next);
  judgeOutcome(comparison, old, next);
  judgeFailures(comparison, old, next);
}

/** Rules over several parameters: one more refuses what was sent before. */
function judgeRules({ book, schemas }: Comparison, old: Node, next: Node): void {
  const before = new Map(nodesIn(old, "x-input-rules").map((rule) => [String(rule.name), rule]));
  const after = new Map(nodesIn(next, "x-input-rules").map((rule) => [String(rule.name), rule]));
  for (const [name, rule] of after) {
    const known = before.get(name) ?? [...before.values()].find((one) => isSameRule(one, rule));
    if (known === undefined) {
      book.add({
        bump: "major",
        rule: "input-rule-added",
        next: { node: rule },
        message: (place) => `${place}: a rule is new: ${String(rule.message)}.`,
      });
    } else if (!isSameRule(known, rule)) {
      const isLooser =
        known.schema !== undefined && rule.schema !== undefined && schemas.includesOld(known.schema, rule.schema);
      book.add({
        bump: isLooser ? "minor" : "major",
        rule: "input-rule-changed",
        old: { node: known },
        next: { node: rule },
        message: (place) => `${place}: a rule has changed: ${String(rule.message)}.`,
      });
    }
  }
  for (const [name, rule] of before) {
    if (after.has(name) || [...after.values()].some((one) => isSameRule(one, rule))) continue;
    book.add({
      bump: "minor",
      rule: "input-rule-removed",
      old: { node: rule },
      message: (place) => `${place}: a rule is gone: ${String(rule.message)}.`,
    });
  }
}

function isSameRule(one: Node, other: Node): boolean {
  return ["schema", "earlier", "later"].every((key) => isSameValue(one[key], other[key]));
}

/** What needs an explicit word before it is sent. */
function judgeUnbounded({ book, schemas }: Comparison, old: Node, next: Node): void {
  const [before, after] = [old["x-unbounded"], next["x-unbounded"]];
  if (!isNode(before) && !isNode(after)) return;
  const [was, is] = [nodeIn(old, "x-unbounded").when, nodeIn(next, "x-unbounded").when];
  if (isSameValue(was, is)) return;
  // Without it the option that says the word does not exist; with more of it calls are refused that were not.
  const isLooser = isNode(before) && isNode(after) && schemas.includesNew(was, is);
  book.add({
    bump: isLooser ? "minor" : "major",
    rule: "unbounded-changed",
    old: isNode(before) ? { node: before } : undefined,
    next: isNode(after) ? { node: after } : undefined,
    message: (place) => `${place}: which calls need \`allowUnbounded\` has changed.`,
  });
}

function judgeRetry({ book }: Comparison, old: Node, next: Node): void {
  const [before, after] = [nodeIn(old, "x-retry"), nodeIn(next, "x-retry")];
  const [was, is] = [before.rating ?? "unsafe", after.rating ?? "unsafe"];
  if (["rating", "when", "past"].every((key) => isSameValue(before[key], after[key]))) return;
  if (was === "unsafe" && is === "unsafe") return;
  book.add({
    bump: "minor",
    rule: "retry-changed",
    old: { node: old, key: "x-retry" },
    next: { node: next, key: "x-retry" },
    message: (place) =>
      `${place}: when a call is repeated by itself has changed: it is rated \`${String(is)}\` (was \`${String(was)}\`).`,
  });
}

function judgeOutcome({ book }: Comparison, old: Node, next: Node): void {
  const [before, after] = [nodeIn(old, "x-outcome"), nodeIn(next, "x-outcome")];
  const sites = { old: { node: old, key: "x-outcome" }, next: { node: next, key: "x-outcome" } };
  if (before.asked !== undefined && before.asked !== after.asked) {
    book.add({
      bump: "major",
      rule: "outcome-list-changed",
      ...sites,
      message: (place) => `${place}: the list that may be sent in several calls is another one now.`,
    });
  }
  if (["completion", "job", "count", "asked", "answered"].every((key) => before[key] === after[key])) return;
  book.add({
    bump: "minor",
    rule: "outcome-changed",
    ...sites,
    message: (place) => `${place}: what a receipt says of a success has changed.`,
  });
}

/** Failures inside of a success. */
function judgeFailures(comparison: Comparison, old: Node, next: Node): void {
  const before = failuresOf(comparison.old, old);
  const after = failuresOf(comparison.next, next);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (isSameValue(was?.when, is?.when)) continue;
    comparison.book.add({
      bump: "major",
      rule: "failure-changed",
      old: was && { node: was },
      next: is && { node: is },
      message: (place) => `${place}: which answers count as failures has changed.`,
    });
  }
}

function failuresOf(side: Comparison["old"], operation: Node): Map<string, Node> {
  return new Map(
    Object.entries(nodeIn(operation, "responses")).flatMap(([status, response]) =>
      Object.entries(nodeIn(side.resolve(response), "content")).flatMap(([name, media]): [string, Node][] =>
        isNode(media) && isNode(media["x-failure"]) ? [[`${status} ${name}`, media["x-failure"]]] : [],
      ),
    ),
  );
}
