import type { Direction } from "./inclusion.ts";
import type { Violation } from "./violation.ts";

/** The rule's name, such as `request-max-length-tightened`. @param isForward - the new document asks for more. */
export function ruleOf({ kind, had, asked }: Violation, direction: Direction, isForward: boolean): string {
  const who = direction === "answer" ? "answer" : "request";
  switch (kind) {
    case "alternative":
      return `${who}-alternative-${isForward ? "removed" : "added"}`;
    case "default":
      return `${who}-default-changed`;
    case "discriminator":
      return `${who}-discriminator-changed`;
    case "enum":
      return `${who}-enum-${isForward ? "narrowed" : "widened"}`;
    case "property":
      return `${who}-property-${(direction === "answer") === isForward ? "added" : "removed"}`;
    case "required":
      return `${who}-property-became-${isForward ? "required" : "optional"}`;
    case "type":
      return `${who}-type-${isForward ? "narrowed" : "widened"}`;
    default: {
      const name = kind.replace(/^(x-|\$)/u, "").replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
      const isChanged = had !== undefined && asked !== undefined;
      if (isChanged) return `${who}-${name}-${isForward ? "tightened" : "loosened"}`;
      return `${who}-${name}-${isForward ? "added" : "removed"}`;
    }
  }
}

/** One sentence about a violation. @param place - the words for where it is. */
export function sentenceOf(violation: Violation, direction: Direction, isForward: boolean, place: string): string {
  const { kind, subject } = violation;
  const isAnswer = direction === "answer";
  const who = isAnswer ? "answers" : "requests";
  const [before, now] = isForward ? [violation.had, violation.asked] : [violation.asked, violation.had];
  switch (kind) {
    case "property":
      if (isAnswer)
        return `${place}: answers ${isForward ? "now have" : "no longer have"} the property \`${subject}\`.`;
      return `${place}: requests ${isForward ? "no longer take" : "now take"} the property \`${subject}\`.`;
    case "required":
      if (isAnswer)
        return `${place}: \`${subject}\` is ${isForward ? "always there in answers now" : "no longer always there in answers"}.`;
      return `${place}: \`${subject}\` ${isForward ? "must be given in requests now" : "may be left out of requests now"}.`;
    case "alternative": {
      const what = subject === undefined ? "an alternative" : `the alternative \`${subject}\``;
      return `${place}: ${who} ${isForward ? "no longer have" : "now have"} ${what}.`;
    }
    case "enum":
    case "x-extensible-enum":
      if (subject === undefined)
        return `${place}: ${who} ${isForward ? "have only listed values now" : "are no longer limited to listed values"}.`;
      return `${place}: ${who} ${isForward ? "no longer have" : "now have"} the value ${subject}.`;
    case "type":
      return `${place}: the type in ${who} is now ${list(now)} (was ${list(before)}).`;
    case "default":
      return `${place}: what is left out now means ${value(now)} (was ${value(before)}).`;
    case "nothing":
      return `${place}: ${who} ${isForward ? "may no longer have a value here" : "may now have a value here"}.`;
    case "prefixItems":
      return `${place}: the tuple in ${who} has ${String(now)} places now (was ${String(before)}).`;
    case "oneOf":
      return `${place}: in ${who}, a value ${isForward ? "may no longer" : "may now"} match two alternatives.`;
    default: {
      const about = subject === undefined ? "" : ` (${subject})`;
      return `${place}: \`${kind}\`${about} of ${who} is now ${value(now)} (was ${value(before)}).`;
    }
  }
}

function value(of: unknown): string {
  if (of === undefined) return "not given";
  const text = JSON.stringify(of);
  return text.length > 60 ? "another one" : `\`${text}\``;
}

function list(types: unknown): string {
  return Array.isArray(types) ? types.map((type) => `\`${String(type)}\``).join(" or ") : value(types);
}
