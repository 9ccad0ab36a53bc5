import parseChangeset from "@changesets/parse";
import { type Bump, compareBumps, highestBump, type Reason } from "@workshop/rating";

/** The reasons that are listed one by one; of more, the number. */
const LISTED = 100;
const HEADLINES = { major: "Breaking changes:", minor: "What is new:", patch: "What is better:" } as const;
const WORDS = { major: "**Breaking:** ", minor: "New: ", patch: "" } as const;
const END = "<!-- /rated -->";
/** The generated section: from the line that bears the mark to the closing mark. What stands around it is a person's. */
const SECTION = /^.*<!-- rated: (none|patch|minor|major) -->\n[\s\S]*?<!-- \/rated -->\n?/mu;

/**
 * Writes a changeset for a package, or writes the rated section of an existing one anew. A bump that a person has raised
 * above the old rating stays at least there; other packages and all text around the section stay as they are.
 *
 * @param before the text of the existing file.
 * @returns `undefined` where nothing is left to say.
 */
export function writeChangesetText(
  name: string,
  bump: Bump,
  reasons: readonly Reason[],
  before: string | undefined,
): string | undefined {
  const { releases, body } = read(before);
  const [section = "", rated = "none"] = SECTION.exec(body) ?? [];
  const byHand = section === "" ? body : body.replace(SECTION, "");
  const own = releases.get(name) ?? "none";
  // Only what differs from the rating of then is a person's decision.
  const decided = own === rated ? "none" : own;
  const result = highestBump([bump, decided]);
  if (result !== "none") releases.set(name, result);
  else releases.delete(name);
  const text = [bump === "none" ? "" : sectionOf(bump, reasons), byHand.trim()].filter((part) => part !== "");
  if (releases.size === 0 || text.length === 0) return undefined;
  const matter = [...releases].map(([release, type]) => `${JSON.stringify(release)}: ${type}`);
  return `---\n${matter.join("\n")}\n---\n\n${text.join("\n\n")}\n`;
}

function sectionOf(bump: Exclude<Bump, "none">, reasons: readonly Reason[]): string {
  const sorted = reasons.toSorted((one, other) => compareBumps(other.bump, one.bump));
  const lines = [...new Set(sorted.map((reason) => `- ${WORDS[reason.bump]}${reason.message}`))];
  const rest = lines.length > LISTED ? [`- and ${lines.length - LISTED} more`] : [];
  return [`${HEADLINES[bump]} <!-- rated: ${bump} -->`, "", ...lines.slice(0, LISTED), ...rest, "", END].join("\n");
}

function read(text: string | undefined): { releases: Map<string, Bump>; body: string } {
  if (text === undefined) return { releases: new Map(), body: "" };
  const { releases, summary } = parseChangeset(text);
  return { releases: new Map(releases.map(({ name, type }) => [name, type])), body: summary };
}
