import type { Operation, Parameter } from "@workshop/openapi";
import { isSameValue } from "../schema/values.ts";
import { mediaName } from "./bodies.ts";
import type { Finding } from "./reasons.ts";
import type { Comparison } from "./schema-judge.ts";

/**
 * Parameters: there or not, required or not, how they are written, and what they may be.
 *
 * @param names what the names in the old path template are called in the new one.
 */
export function judgeParameters(
  comparison: Comparison,
  old: Operation,
  next: Operation,
  names: ReadonlyMap<string, string>,
): void {
  const { book } = comparison;
  const before = new Map(old.parameters.map((parameter) => [keyOf(parameter, names), parameter]));
  const after = new Map(next.parameters.map((parameter) => [keyOf(parameter), parameter]));
  for (const [key, parameter] of before) {
    const match = after.get(key);
    if (match !== undefined) judgeParameter(comparison, parameter, match);
    else {
      book.add({
        bump: "major",
        rule: "parameter-removed",
        old: parameter.source,
        message: () => `\`${next.name}\` no longer takes the parameter \`${wordsOf(parameter)}\`.`,
      });
    }
  }
  for (const [key, parameter] of after) {
    if (before.has(key)) continue;
    const { required } = parameter;
    book.add({
      bump: required ? "major" : "minor",
      rule: `parameter-added-${required ? "required" : "optional"}`,
      next: parameter.source,
      message: () => `\`${next.name}\` ${required ? "requires" : "takes"} the new parameter \`${wordsOf(parameter)}\`.`,
    });
  }
}

function wordsOf(parameter: Parameter): string {
  return `${parameter.in}.${parameter.name}`;
}

/** By what a parameter is known on the wire. */
function keyOf(parameter: Parameter, names?: ReadonlyMap<string, string>): string {
  const { name } = parameter;
  if (parameter.in === "header") return `header ${name.toLowerCase()}`;
  return `${parameter.in} ${parameter.in === "path" ? (names?.get(name) ?? name) : name}`;
}

function judgeParameter(comparison: Comparison, old: Parameter, next: Parameter): void {
  const { book, schemas } = comparison;
  const say = (bump: Finding["bump"], rule: string, key: string, text: string): void => {
    const from = comparison.old.within(old.source, key);
    book.add({
      bump,
      rule,
      old: from,
      next: comparison.next.within(next.source, key),
      message: (place) => `${place}: ${text}.`,
    });
  };
  // The same header on the wire, but callers write its name as it is declared.
  if (old.in === "header" && old.name !== next.name) {
    say("major", "parameter-case-changed", "name", `the header \`${old.name}\` is written \`${next.name}\` now`);
  }
  if (old.required !== next.required) {
    const word = next.required ? "required" : "optional";
    const text = `the parameter \`${wordsOf(next)}\` is ${word} now`;
    say(next.required ? "major" : "minor", `parameter-became-${word}`, "required", text);
  }
  judgeSerialisation(comparison, old, next, say);
  if (old.allowEmptyValue !== next.allowEmptyValue) {
    const isAllowed = next.allowEmptyValue;
    const text = `an empty value is ${isAllowed ? "allowed" : "refused"} now`;
    say(isAllowed ? "minor" : "major", "parameter-empty-value-changed", "allowEmptyValue", text);
  }
  schemas.request(old.schema, next.schema);
  const [was, is] = schemas.defaults(old.schema, next.schema);
  if (next.required || isSameValue(was, is)) return;
  book.add({
    bump: "major",
    rule: "parameter-default-changed",
    old: typeof old.schema === "object" ? comparison.old.locate(old.schema, "default") : old.source,
    next: typeof next.schema === "object" ? comparison.next.locate(next.schema, "default") : next.source,
    message: (place) => `${place}: left out, it means ${valueIn(is)} now (was ${valueIn(was)}).`,
  });
}

function valueIn(value: unknown): string {
  return value === undefined ? "nothing that is told" : `\`${JSON.stringify(value)}\``;
}

type Say = (bump: Finding["bump"], rule: string, key: string, text: string) => void;

/** How the value is written into the request. For a single value most of it makes no difference. */
function judgeSerialisation({ schemas }: Comparison, old: Parameter, next: Parameter, say: Say): void {
  const [was, is] = [old.serialisation, next.serialisation];
  if (was.kind === "content" || is.kind === "content") {
    const isSame =
      was.kind === "content" && is.kind === "content" && mediaName(was.mediaType) === mediaName(is.mediaType);
    if (!isSame) say("major", "parameter-serialisation-changed", "content", "the value is written in another way now");
    return;
  }
  const isSingle = schemas.areSingle(old.schema, next.schema);
  const isSameForSingles = (style: string): boolean => style !== "label" && style !== "matrix";
  if (was.style !== is.style && !(isSingle && isSameForSingles(was.style) && isSameForSingles(is.style))) {
    const text = `the value is written in the style \`${is.style}\` now (was \`${was.style}\`)`;
    say("major", "parameter-style-changed", "style", text);
  } else if (was.explode !== is.explode && !isSingle) {
    const text = `lists and objects are ${is.explode ? "" : "no longer "}written as one parameter for each value`;
    say("major", "parameter-explode-changed", "explode", text);
  }
  if (was.allowReserved !== is.allowReserved) {
    const text = `reserved characters are ${is.allowReserved ? "now" : "no longer"} allowed as they are`;
    say(is.allowReserved ? "minor" : "major", "parameter-allow-reserved-changed", "allowReserved", text);
  }
}
