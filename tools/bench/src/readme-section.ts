/** What stands between the marks of a name. */
function marked(name: string): RegExp {
  return new RegExp(`(<!-- generated:${name} -->\\n)(.*?)(<!-- /generated:${name} -->)`, "su");
}

/**
 * A README with its table written anew.
 * @throws {Error} when it has no place for it
 */
export function withSection(readme: string, name: string, section: string): string {
  if (!marked(name).test(readme)) throw new Error(`The README lacks the marks of \`generated:${name}\`.`);
  return readme.replace(marked(name), (_whole, begin: string, _old, end: string) => `${begin}\n${section}\n\n${end}`);
}

/** The rows that differ between two sections; what stands above the table, such as its date, does not count. */
export function differentRows(readme: string, name: string, section: string): readonly string[] {
  const before = tableRows(marked(name).exec(readme)?.[2] ?? "");
  const after = tableRows(section);
  return [
    ...before.filter((row) => !after.includes(row)).map((row) => `- ${row}`),
    ...after.filter((row) => !before.includes(row)).map((row) => `+ ${row}`),
  ];
}

function tableRows(text: string): readonly string[] {
  return text.split("\n").filter((row) => row.startsWith("|"));
}
