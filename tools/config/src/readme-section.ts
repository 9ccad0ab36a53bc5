/** Finds what stands between the marks of a generated section. */
function marked(name: string): RegExp {
  return new RegExp(`(<!-- generated:${name} -->\\n)(.*?)(<!-- /generated:${name} -->)`, "su");
}

/**
 * A README with a generated section written anew; what stands outside of its marks stays as it is.
 * @throws {Error} when it has no place for it
 */
export function withSection(readme: string, name: string, section: string): string {
  if (!marked(name).test(readme)) throw new Error(`The README lacks the marks of \`generated:${name}\`.`);
  return readme.replace(marked(name), (_whole, begin: string, _old, end: string) => `${begin}\n${section}\n\n${end}`);
}

/** What stands between the marks of a name; `undefined`: there are none. */
export function sectionOf(readme: string, name: string): string | undefined {
  return marked(name).exec(readme)?.[2];
}
