import type { Schema } from "../../descriptor.ts";
import { attempt, type Finding, type Keyword, own, type Place, pathOf } from "../interpreter.ts";

/** `anyOf` */
export const checkAnyOf: Keyword = (schemas: readonly Schema[], value, place) =>
  checkAlternatives(schemas, value, place, false);

/** `oneOf`; in answers like `anyOf`, since more may fit with fields that came after the document. */
export const checkOneOf: Keyword = (schemas: readonly Schema[], value, place) =>
  checkAlternatives(schemas, value, place, place.mode !== "answer");

/** Whether the only fault of a value is that it is an integer beyond what a number holds exactly. */
function isRounded({ rule, value, place }: Finding): boolean {
  const isMeant = place.applied.some((schema) => [own(schema, "type")].flat().includes("integer"));
  return rule === "type" && isMeant && Number.isInteger(value) && !Number.isSafeInteger(value);
}

function checkAlternatives(
  schemas: readonly Schema[],
  value: unknown,
  place: Place,
  isExclusive: boolean,
): false | (() => string) {
  const trials: Place[] = [];
  const fitting: Place[] = [];
  for (const schema of schemas) {
    const trial = attempt(schema, value, place);
    trials.push(trial);
    if (!trial.findings.length) fitting.push(trial);
    // Of an object, each alternative that fits makes keys known.
    // Stryker disable next-line ConditionalExpression: it is only faster
    if (fitting.length && !isExclusive && typeof value !== "object") return false;
  }
  // An answer that fits nothing better because JSON.parse has rounded an id must not pass by an alternative without it.
  const rounded =
    place.mode === "answer" && trials.find(({ findings }) => findings.length && findings.every(isRounded));
  if (rounded) {
    place.findings.push(...rounded.findings);
    return false;
  }
  // If none fits, there are issues enough without unknown keys.
  for (const { applied } of fitting.length ? fitting : trials) place.applied.push(...applied);
  if (fitting.length)
    return isExclusive && fitting.length > 1 && (() => `: fits ${fitting.length} of the alternatives`);

  // The issues of the alternative that was meant, if that is clear; else one line about all of them.
  const isOther = (finding: Finding): boolean =>
    finding.rule === "const" || (finding.rule === "type" && finding.place.depth === place.depth);
  const [meant, another] = trials.filter(({ findings }) => !findings.some(isOther));
  if (meant && !another) {
    place.findings.push(...meant.findings);
    return false;
  }
  const lines = trials.flatMap(({ findings }) => findings.slice(0, 1));
  return () =>
    `: ${lines.map((finding) => `${pathOf(finding.place)} ${finding.message()}`).join(", or ")}`.slice(0, 500);
}
