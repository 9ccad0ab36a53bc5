import type { PrintedRating, PrintedReason } from "./printed-rating.ts";

/** The reasons that are listed one by one; GitHub takes bodies of up to 65,536 characters. */
const LISTED = 60;
const LONGEST_CHANGESET = 20_000;
const LONGEST_MESSAGE = 400;

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

/** The words of a document, in which nothing but code means anything to GitHub: no markup, no link, nobody mentioned. */
function plain(text: string): string {
  const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}...` : text;
  return short.replaceAll(/`([^`]+)`|[^`]+|`/g, (part: string, quoted: string | undefined) =>
    quoted === undefined ? escaped(part) : code(quoted),
  );
}

function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_{}[\]()#!|<>~&]/g, "\\$&")
    .replaceAll(/@|:\/\//g, "$&\u200b");
}

/** Within a table, a bar ends the cell even in code. */
function code(text: string): string {
  return text === "" ? "" : `\`${text.replaceAll(/\s+/g, " ").replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A block that no line of the text can close. */
function fenced(text: string): string {
  const longest = Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1));
  const fence = "`".repeat(longest);
  return `${fence}markdown\n${text.trimEnd()}\n${fence}`;
}
