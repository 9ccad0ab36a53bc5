/** Words that cannot name a function of a module in strict mode. */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** What separates words: whatever no identifier may hold, and what only joins its parts, such as `_`. */
const SEPARATORS = /(?:[^\p{ID_Continue}]|\p{Pc})+/u;

/**
 * An identifier in camel case: `delete_by-metadata` becomes `deleteByMetadata`, `API Key` becomes `apiKey`. Letters and
 * digits of any script stay, since TypeScript takes them. A text without any is `_`.
 */
export function camelCase(text: string): string {
  const [first = "", ...rest] = text
    .normalize("NFC")
    .split(SEPARATORS)
    .filter((word) => word !== "");
  const head = /^[A-Z0-9]+$/u.test(first) ? first.toLowerCase() : withFirst(first, (letter) => letter.toLowerCase());
  const name = head + rest.map(capitalise).join("");
  return /^\p{ID_Start}/u.test(name) ? name : `_${name}`;
}

/** The same in Pascal case, for types. */
export function pascalCase(text: string): string {
  return capitalise(camelCase(text));
}

/** A name that may stand for a function of a module in strict mode. */
function unreserved(name: string): string {
  return RESERVED.has(name) ? `${name}_` : name;
}

/** Gives out names that no one else has, in the order in which they are asked for. */
export class UniqueNames {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  claim(name: string): string {
    let candidate = unreserved(name);
    for (let number = 2; this.taken.has(candidate); number += 1) candidate = `${name}${number}`;
    this.taken.add(candidate);
    return candidate;
  }
}

/** What a name can be made of, the best first. */
export type NameCandidates = readonly [string, ...string[]];

/**
 * Names things, each by the first of its candidates that no other one wants too. All that want the same name give it up
 * for their next candidate, as long as they have one, so that the order in which they come decides nothing: whoever calls
 * one of them never gets another one for it.
 *
 * @returns a name for each; `undefined` for those that nothing tells apart.
 */
export function distinctNames(wanted: readonly NameCandidates[]): (string | undefined)[] {
  const choices = wanted.map(() => 0);
  const nameOf = (index: number): string | undefined => {
    const candidate = wanted[index]?.[choices[index] ?? 0];
    return candidate === undefined ? undefined : unreserved(candidate);
  };
  for (;;) {
    const holders = new Map<string, number[]>();
    for (const index of wanted.keys()) {
      const name = nameOf(index);
      if (name !== undefined) holders.set(name, [...(holders.get(name) ?? []), index]);
    }
    const contested = [...holders.values()].filter((indices) => indices.length > 1);
    if (contested.length === 0) return wanted.map((_, index) => nameOf(index));
    for (const indices of contested) {
      const movable = indices.filter((index) => (choices[index] ?? 0) + 1 < (wanted[index]?.length ?? 0));
      for (const index of movable.length > 0 ? movable : indices) choices[index] = (choices[index] ?? 0) + 1;
    }
  }
}

function capitalise(word: string): string {
  return withFirst(word, (letter) => letter.toUpperCase());
}

function withFirst(word: string, change: (letter: string) => string): string {
  const [letter = ""] = word;
  return change(letter) + word.slice(letter.length);
}
