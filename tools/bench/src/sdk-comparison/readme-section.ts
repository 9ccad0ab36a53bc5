const SECTION = /(<!-- generated:comparison -->\n)(.*?)(<!-- \/generated:comparison -->)/su;

/**
 * A README with its table written anew.
 * @throws {Error} when it has no place for it
 */
export function withSection(readme: string, section: string): string {
  if (!SECTION.test(readme)) throw new Error("The README lacks the marks of `generated:comparison`.");
  return readme.replace(SECTION, (_whole, begin: string, _old, end: string) => `${begin}\n${section}\n\n${end}`);
}

/** The rows that differ between two sections; what stands above the table, such as its date, does not count. */
export function differentRows(readme: string, section: string): readonly string[] {
  const before = tableRows(SECTION.exec(readme)?.[2] ?? "");
  const after = tableRows(section);
  return [
    ...before.filter((row) => !after.includes(row)).map((row) => `- ${row}`),
    ...after.filter((row) => !before.includes(row)).map((row) => `+ ${row}`),
  ];
}

function tableRows(text: string): readonly string[] {
  return text.split("\n").filter((row) => row.startsWith("|"));
}
