import { styleText } from "node:util";
import Table from "cli-table3";
import type { Bump, Rating, Reason, Verdict } from "./rating.ts";

/** The narrowest table that can still be read, and the width where there is no terminal to ask. */
const NARROWEST = 100;
const UNKNOWN_WIDTH = 140;
const LINE_WIDTH = 8;
const BUMP_WIDTH = 8;
const RULE_WIDTH = 32;
const BORDERS = 6;

const COLOURS = { none: "dim", patch: "green", minor: "yellow", major: "red" } as const;

/** A rating as a person reads it: what it is, why, and how the judges came to it. Colours are for a terminal. */
export function describeRating(rating: Rating, columns: number = process.stdout.columns ?? UNKNOWN_WIDTH): string {
  return [
    `${bold("rating")}: ${coloured(rating.bump)}`,
    `  ${rating.old} -> ${rating.new}`,
    ...(rating.reasons.length === 0
      ? ["  nothing that users of the package can notice"]
      : [table(rating.reasons, columns)]),
    ...describeJudges(rating),
  ].join("\n");
}

function describeJudges({ judges, abstentions, disagreement }: Rating): string[] {
  const said = judges.map(({ judge, bump }) => `${judge} ${coloured(bump)}`).join(", ");
  return [
    `judges: ${said}${disagreement ? " (they disagree about what breaks users; the highest counts)" : ""}`,
    ...judges.filter((verdict) => disagreement && verdict.bump === "major").flatMap(describeHighest),
    ...abstentions.map(({ judge, why }) => `${bold("not judged")} by ${judge}: ${why}`),
  ];
}

/** What a judge's own verdict rests on. */
function describeHighest({ judge, bump, reasons }: Verdict): string[] {
  const [first, ...rest] = reasons.filter((reason) => reason.bump === bump);
  if (first === undefined) return [];
  return [`  ${judge}: ${first.message}${rest.length === 0 ? "" : ` (and ${rest.length} more)`}`];
}

function table(reasons: readonly Reason[], columns: number): string {
  const width = Math.max(NARROWEST, columns);
  const result = new Table({
    head: ["bump", "rule", "old line", "new line", "what it means"].map(bold),
    colWidths: [
      BUMP_WIDTH,
      RULE_WIDTH,
      LINE_WIDTH + 2,
      LINE_WIDTH + 2,
      width - BUMP_WIDTH - RULE_WIDTH - 2 * (LINE_WIDTH + 2) - BORDERS,
    ],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { bump, rule, oldLine, newLine, message } of reasons) {
    result.push([coloured(bump), rule, oldLine ?? "", newLine ?? "", message]);
  }
  return result.toString();
}

function coloured(bump: Bump): string {
  return styleText([COLOURS[bump]], bump, { stream: process.stdout });
}

function bold(text: string): string {
  return styleText("bold", text, { stream: process.stdout });
}
