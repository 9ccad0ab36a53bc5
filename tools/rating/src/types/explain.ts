import type { Reason } from "../verdict.ts";
import type { Elaboration } from "./elaboration.ts";
import type { Question } from "./questions.ts";

/** The part of a reason that follows from the question and what the type checker says to it. */
export type Explanation = Pick<Reason, "bump" | "message" | "rule">;

/** How much of a type is worth reading in a changelog, in characters. */
const READABLE_LENGTH = 80;

const RULES = {
  answer: { kept: "answer-type-changed", widened: "answer-type-extended" },
  data: { kept: "answer-type-changed", widened: "answer-type-extended" },
  export: { kept: "export-type-changed", widened: "export-type-changed" },
  input: { kept: "input-type-narrowed", widened: "input-type-widened" },
  options: { kept: "options-type-narrowed", widened: "options-type-widened" },
} as const;

/** Says in words what it means that a question was answered with no. */
export function explain(question: Question, elaboration: Elaboration): Explanation {
  const { aspect, side, subject } = question;
  const words = { answer: answered, data: answered, export: exported, input: taken, options: taken }[aspect];
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
function answered({ side, status }: Question, { path, difference }: Elaboration): string {
  const kept = side === "kept";
  // The first name is the probe's own: whether it is a success or a failure.
  const names = status === undefined ? path : path.slice(1);
  const place = names.length === 0 ? "what it answers" : quoted(names.join("."));
  const of = status === undefined ? "" : ` of its answer ${status}`;
  switch (difference.kind) {
    case "missing":
      return kept ? ` no longer answers ${place}${of}` : ` answers ${place}${of} now`;
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
