const LONGEST_MESSAGE = 400;

/** The words of a document, in which nothing but code means anything to GitHub: no markup, no link, nobody mentioned. */
export function plain(text: string): string {
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

/** A piece of code; within a table, a bar ends the cell even there. */
export function code(text: string): string {
  return text === "" ? "" : `\`${text.replaceAll(/\s+/g, " ").replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A block that no line of the text can close. */
export function fenced(text: string): string {
  const longest = Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1));
  const fence = "`".repeat(longest);
  return `${fence}markdown\n${text.trimEnd()}\n${fence}`;
}
