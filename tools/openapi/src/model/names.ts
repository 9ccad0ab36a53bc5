import { isOfClients, isReserved } from "./reserved-names.ts";

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

/**
 * A name that may stand for a function of a module in strict mode, and for a method of a client: `delete` becomes
 * `delete_`, and `isApiError`, which every client exports, `isApiErrorOperation`.
 */
function unreserved(name: string): string {
  if (isReserved(name)) return `${name}_`;
  return isOfClients(name) ? `${name}Operation` : name;
}

/** What a character is called that separates words. */
const SEPARATOR_WORDS: Readonly<Record<string, string>> = {
  "/": "slash",
  "-": "dash",
  _: "underscore",
  ".": "dot",
  ":": "colon",
  " ": "space",
  "{": "by",
  "}": "",
};

/** A text with a word for each of its separators, so that what differs in these alone differs in words. */
export function spelledOut(text: string): string {
  return [...text]
    .map((character) => {
      if (/^(?!\p{Pc})\p{ID_Continue}$/u.test(character)) return character;
      return ` ${SEPARATOR_WORDS[character] ?? `u${character.codePointAt(0)?.toString(16)}`} `;
    })
    .join("");
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
 * Names things, each by the first of its candidates that no other one wants too. What two want, nobody gets: all of them
 * turn to their next candidate, so that the order in which they come decides nothing, and who calls one of them never gets
 * another one for it when something is added.
 *
 * @param allowed - what a candidate becomes that may not be a name.
 * @returns a name for each; `undefined` for those that nothing tells apart.
 */
export function distinctNames(
  wanted: readonly NameCandidates[],
  allowed: (name: string) => string = unreserved,
): (string | undefined)[] {
  const choices = wanted.map(() => 0);
  const contested = new Set<string>();
  const nameOf = (index: number): string | undefined => {
    const candidate = wanted[index]?.[choices[index] ?? 0];
    return candidate === undefined ? undefined : allowed(candidate);
  };
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    const holders = new Map<string, number>();
    for (const index of wanted.keys()) {
      const name = nameOf(index);
      if (name === undefined) continue;
      if (holders.has(name)) contested.add(name);
      holders.set(name, index);
    }
    for (const index of wanted.keys()) {
      const name = nameOf(index);
      if (name === undefined || !contested.has(name)) continue;
      choices[index] = (choices[index] ?? 0) + 1;
      isSettled = false;
    }
  }
  return wanted.map((_, index) => nameOf(index));
}

function capitalise(word: string): string {
  return withFirst(word, (letter) => letter.toUpperCase());
}

function withFirst(word: string, change: (letter: string) => string): string {
  const [letter = ""] = word;
  return change(letter) + word.slice(letter.length);
}
