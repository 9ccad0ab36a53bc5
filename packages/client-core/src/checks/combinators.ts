/** `anyOf`, `oneOf`, `not` and `if`. */
import type { Check, CheckContext, Finding } from "../definition.ts";
import { contextFor, messageOf, pathOf, quote, report } from "./check.ts";
import { addEvaluated, nothingEvaluated } from "./evaluated.ts";

/** Whether the only fault of a value is that it is an integer beyond what a number holds exactly. */
function isRounded({ rule, argument, value }: Finding): boolean {
  const isMeant = rule === "type" && [argument].flat().includes("integer");
  return isMeant && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** Whether there is an integer in it beyond what a number holds exactly. */
function holdsRounded(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsRounded);
}

/** Whether a value is none of those that its place may have. */
const isNamed = ({ rule }: Finding): boolean => rule === "const" || rule === "enum";

/** What `check` would say, without any consequence but what comes back. */
function attempt(
  check: Check,
  value: unknown,
  context: CheckContext,
  place: Parameters<Check>,
  mode: CheckContext["mode"] = context.mode,
): CheckContext {
  const trial = contextFor(mode, context.withoutBytes);
  if (context.evaluated) trial.evaluated = nothingEvaluated();
  check(value, trial, place[2], place[3]);
  return trial;
}

function alternatives(rule: "anyOf" | "oneOf", checks: readonly Check[]): Check {
  return (...place) => {
    const [value, context, up, key] = place;
    const isExclusive = rule === "oneOf" && context.mode !== "response";
    // Of an object, each alternative that fits makes names known.
    const isEnough = typeof value !== "object" || context.evaluated === undefined;
    const trials: CheckContext[] = [];
    let fitting = 0;
    for (const check of checks) {
      const trial = attempt(check, value, context, place);
      trials.push(trial);
      if (trial.findings === undefined) fitting++;
      // In a response, another alternative may tell that an id was rounded, where there is one.
      if (fitting && !isExclusive && isEnough && (context.mode !== "response" || !holdsRounded(value))) return;
    }
    const give = ({ findings }: CheckContext): void => {
      for (const one of findings ?? [])
        report(context, one.up, one.key, one.rule, one.argument, one.value, one.message);
    };
    // A response that fits nothing better because JSON.parse has rounded an id must not pass by an alternative without it.
    const rounded = context.mode === "response" && trials.find(({ findings }) => findings?.every(isRounded));
    if (rounded) return give(rounded);
    // If none fits, there are issues enough without unknown names.
    for (const { findings, evaluated } of trials) {
      if (!context.evaluated || !evaluated) continue;
      const [first] = findings ?? [];
      if (!fitting || !first) addEvaluated(context.evaluated, evaluated);
      else if (!findings?.some(isNamed)) context.evaluated.unfit.push([evaluated.names.flat(), first]);
    }
    if (fitting === 1 || (fitting && !isExclusive)) return;
    if (fitting)
      return report(context, up, key, rule, undefined, value, () => {
        return `must satisfy ${rule}: fits ${fitting} of the alternatives`;
      });

    // Where one value tells all of them apart, and is none of theirs: what it may be.
    const named = trials.map(({ findings }) => findings?.find(isNamed));
    const names = named[0] && pathOf(named[0]);
    if (named[0] && named.every((one) => one && pathOf(one) === names)) {
      const known = [...new Set(named.flatMap((one) => one?.argument))];
      const message = (): string => `must be one of: ${known.map(quote).join(", ")}`.slice(0, 500);
      return report(context, named[0].up, named[0].key, "const", known, named[0].value, message);
    }
    // The issues of the alternative that was meant, if that is clear; else one line about all of them.
    const places = named.flatMap((one) => (one?.rule === "const" ? pathOf(one) : []));
    const isOther = (one: Finding): boolean =>
      one.rule === "const" ||
      (one.rule === "enum" && places.includes(pathOf(one))) ||
      (one.rule === "type" && one.up === up && one.key === key);
    const meant = trials.filter(({ findings }) => !findings?.some(isOther));
    if (meant.length === 1 && meant[0]) return give(meant[0]);
    report(context, up, key, rule, undefined, value, () => {
      const lines = trials.flatMap(({ findings }) => findings?.slice(0, 1) ?? []);
      return `must satisfy ${rule}${`: ${lines.map((one) => `${pathOf(one)} ${messageOf(one)}`).join(", or ")}`.slice(0, 500)}`;
    });
  };
}

/** `anyOf` */
export function anyOf(...checks: readonly Check[]): Check {
  return alternatives("anyOf", checks);
}

/** `oneOf`; in responses like `anyOf`, since more may fit with fields that came after the document. */
export function oneOf(...checks: readonly Check[]): Check {
  return alternatives("oneOf", checks);
}

/** `not` */
export function not(check: Check): Check {
  return (value, context, up, key) => {
    const trial = contextFor("rule");
    check(value, trial, up, key);
    if (trial.findings === undefined)
      report(context, up, key, "not", undefined, value, () => "must satisfy not: it is excluded by the document");
  };
}

/** `if`, with `then` and `else`. */
export function condition(test: Check, then?: Check, otherwise?: Check): Check {
  return (...place) => {
    const [value, context, up, key] = place;
    const trial = attempt(test, value, context, place, "rule");
    if (trial.findings === undefined) {
      if (context.evaluated && trial.evaluated) addEvaluated(context.evaluated, trial.evaluated);
      then?.(value, context, up, key);
    } else otherwise?.(value, context, up, key);
  };
}
