import { code, fenced, plain } from "./markdown.ts";
import type { PrintedRating, PrintedReason } from "./printed-rating.ts";

/** The reasons that are listed one by one; GitHub takes bodies of up to 65,536 characters. */
const LISTED = 60;
const LONGEST_CHANGESET = 20_000;

/** What a pull request says. */
export interface PullRequestText {
  readonly title: string;
  /** In Markdown. */
  readonly body: string;
}

/**
 * Says what the new document of a platform means, for the person who decides on it.
 *
 * @param changeset the text of the changeset; `undefined` where users notice nothing
 */
export function pullRequestText(
  platform: string,
  rating: PrintedRating,
  changeset: string | undefined,
): PullRequestText {
  const said = rating.judges.map(({ judge, bump }) => `${plain(judge)} ${bump}`).join(", ");
  const body = [
    `The vendor has published another document for \`${platform}\`. This is it, byte for byte, with the code that it gives.`,
    `## Rating: ${rating.bump}`,
    rating.reasons.length === 0 ? "Users of the package can notice nothing of it." : table(rating.reasons),
    `Judges: ${said}.${rating.disagreement ? " They disagree about what breaks users; the highest counts." : ""}`,
    "## Changeset",
    changeset === undefined ? "None is needed." : fenced(changeset.slice(0, LONGEST_CHANGESET)),
    "To decide: does the overlay still say what the vendor's prose says? It is the one part that no program has written.",
  ];
  return { title: `${platform}: another document (${rating.bump})`, body: `${body.join("\n\n")}\n` };
}

function table(reasons: readonly PrintedReason[]): string {
  const rows = reasons.slice(0, LISTED).map(({ bump, rule, pointer, oldLine, newLine, message }) => {
    const cells = [bump, code(rule), code(pointer), oldLine ?? "", newLine ?? "", plain(message)];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| bump | rule | where | old line | new line | what it means |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    ...(reasons.length > LISTED ? [`\nand ${reasons.length - LISTED} more: the changeset has them`] : []),
  ].join("\n");
}
