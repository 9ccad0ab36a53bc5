/** Words that cannot name a function of a module in strict mode. */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** An identifier in camel case: `delete_by-metadata` becomes `deleteByMetadata`, `API Key` becomes `apiKey`. */
export function camelCase(text: string): string {
  const [first = "", ...rest] = text.split(/[^A-Za-z0-9]+/u).filter((word) => word !== "");
  const head = /^[A-Z0-9]+$/u.test(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  const name = head + rest.map(capitalise).join("");
  return /^[A-Za-z]/u.test(name) ? name : `_${name}`;
}

/** The same in Pascal case, for types. */
export function pascalCase(text: string): string {
  return capitalise(camelCase(text));
}

/** Gives out names that no one else has, in the order in which they are asked for. */
export class UniqueNames {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  claim(name: string): string {
    let candidate = RESERVED.has(name) ? `${name}_` : name;
    for (let number = 2; this.taken.has(candidate); number += 1) candidate = `${name}${number}`;
    this.taken.add(candidate);
    return candidate;
  }
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
