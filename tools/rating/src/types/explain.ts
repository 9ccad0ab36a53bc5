import type { Reason } from "../rating.ts";
import type { Question } from "./questions.ts";

/** What the type checker says of a type that does not fit, read. */
export interface Elaboration {
  /** The names of the properties that lead to the difference. */
  readonly path: readonly string[];
  readonly difference:
    | { readonly kind: "mismatch"; readonly given: string; readonly wanted: string }
    /** The last name of the path is missing on the giving side. */
    | { readonly kind: "missing" }
    /** The last name of the path may be absent on the giving side. */
    | { readonly kind: "optional" }
    | { readonly kind: "unknown"; readonly text: string };
}

const STEP = /^(?:Types of property|The types of|The types returned by) '(.+?)' are incompatible/u;
const MISSING = /^Property '(.+?)' is missing in type/u;
const OPTIONAL = /^Property '(.+?)' is optional in type/u;
const MISSING_SEVERAL = /^Type .+ is missing the following properties from type .+: (.+)$/u;
const MISMATCH = /^Type '(.*)' is not assignable to type '(.*?)'(?: with 'exactOptionalPropertyTypes.*)?\.?$/u;
const TOO_FEW =
  /^(?:Source has \d+ element|Target requires \d+ element|Source provides no match for required element)/u;

/**
 * Reads the lines of a diagnostic, the outermost first. Each is about a part of what the line above it is about, so that
 * the last one that can be understood says what it comes down to.
 */
export function readElaboration(lines: readonly string[]): Elaboration {
  const path: string[] = [];
  let difference: Elaboration["difference"] = { kind: "unknown", text: lines.at(-1) ?? "" };
  for (const line of lines) {
    const text = line.trim();
    const step = STEP.exec(text)?.[1];
    const missing = (MISSING.exec(text) ?? MISSING_SEVERAL.exec(text))?.[1];
    const optional = OPTIONAL.exec(text)?.[1];
    const [, given, wanted] = MISMATCH.exec(text) ?? [];
    if (step !== undefined) path.push(...step.split("."));
    else if (missing !== undefined) {
      path.push(missing);
      difference = { kind: "missing" };
    } else if (optional !== undefined) {
      path.push(optional);
      difference = { kind: "optional" };
    } else if (TOO_FEW.test(text)) difference = { kind: "missing" };
    else if (given === ABSENT) difference = { kind: "optional" };
    else if (given !== undefined && wanted !== undefined) difference = { kind: "mismatch", given, wanted };
  }
  return { path, difference };
}

/** How the probe shows that a property may be absent. */
const ABSENT = "typeof absent";

/** The part of a reason that follows from the question and what the type checker says to it. */
export type Explanation = Pick<Reason, "bump" | "message" | "rule">;

/** How much of a type is worth reading in a changelog, in characters. */
const READABLE_LENGTH = 80;

const RULES = {
  data: { kept: "response-type-changed", widened: "response-type-extended" },
  export: { kept: "export-type-changed", widened: "export-type-changed" },
  input: { kept: "input-type-narrowed", widened: "input-type-widened" },
  options: { kept: "options-type-narrowed", widened: "options-type-widened" },
  response: { kept: "response-type-changed", widened: "response-type-extended" },
} as const;

/** Says in words what it means that a question was answered with no. */
export function explain(question: Question, elaboration: Elaboration): Explanation {
  const { aspect, side, subject } = question;
  const words = { data: received, export: exported, input: taken, options: taken, response: received }[aspect];
  return {
    bump: side === "kept" ? "major" : "minor",
    rule: RULES[aspect][side],
    message: `\`${subject}\`${words(question, elaboration)}.`,
  };
}

/** What has become of what can be given. With `widened`, the new package's type is the one that does not fit. */
function taken({ side, aspect }: Question, { path, difference }: Elaboration): string {
  const whole = aspect === "options" ? "options" : "an input";
  const place = path.length === 0 ? whole : quoted(path.join("."));
  const kept = side === "kept";
  switch (difference.kind) {
    case "missing":
    case "optional":
      return kept ? ` needs ${place} now` : ` no longer needs ${place}`;
    case "mismatch":
      if (difference.wanted === "never") return kept ? ` no longer takes ${place}` : ` takes ${place} now`;
      return kept
        ? ` no longer takes ${shown(difference.given)} in ${place}`
        : ` takes ${shown(difference.given)} in ${place} now`;
    case "unknown":
      return kept ? ` takes less than before in ${place}` : ` takes more than before in ${place}`;
  }
}

/** What has become of what can be read. With `widened`, the old package's type is the one that does not fit. */
function received({ side, status }: Question, { path, difference }: Elaboration): string {
  const kept = side === "kept";
  // The first name is the probe's own: whether it is a success or a failure.
  const names = status === undefined ? path : path.slice(1);
  const whole = status === undefined ? "what it resolves with" : "the body";
  const place = names.length === 0 ? whole : quoted(names.join("."));
  const [of, within] = status === undefined ? ["", ""] : [` of its response ${status}`, ` in its response ${status}`];
  switch (difference.kind) {
    case "missing":
      return kept ? ` no longer has ${place}${within}` : ` has ${place}${within} now`;
    case "optional":
      return kept ? `: ${place}${of} may be absent now` : `: ${place}${of} is always there now`;
    case "mismatch":
      return kept
        ? `: ${place}${of} may be ${shown(difference.given)} now`
        : `: ${place}${of} is no longer ${shown(difference.given)}`;
    case "unknown":
      return kept ? `: ${place}${of} has another type now` : `: ${place}${of} has a narrower type now`;
  }
}

function exported(_question: Question, { path }: Elaboration): string {
  return path.length === 0 ? " has another type now" : ` has another type now, in ${quoted(path.join("."))}`;
}

/** A type, as short as can be read. */
function shown(type: string): string {
  const plain = type.replaceAll("unique symbol", "absent");
  return plain.length > READABLE_LENGTH ? "something else" : quoted(plain);
}

function quoted(text: string): string {
  return `\`${text}\``;
}
