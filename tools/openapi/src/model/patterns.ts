/** What a document's patterns mean: JSON Schema has them be ECMAScript, and vendors write what their own language reads. */
import type { SchemaObject } from "./types.ts";

/** Flags within a pattern, which Node reads and older runtimes do not; and the classes of POSIX, which are something else here. */
const ELSEWHERE = /\(\?[a-z]*-?[a-z]*:(?<!\(\?:)|\[:\^?[a-z]+:\]/u;

/**
 * What other languages mean by something that ECMAScript, without the `u` flag, reads as something else: letters that are
 * escaped for no reason it knows (`\A`, `\Z`, `\h`, `\p`), and brackets within brackets (`[[:alpha:]]`, `[a-z&&[^b]]`).
 */
const FOREIGN = /\\(?:\\.)*?(?![dDwWsSbBnrtfv0-9xuc])[A-Za-z]|\[[^\]\\]*(?:\\.[^\]\\]*)*\[/u;

/** A pattern as a regular expression; `undefined` for one that is no ECMAScript, or not on every runtime. */
export function regularExpression(pattern: string): RegExp | undefined {
  if (ELSEWHERE.test(pattern)) return undefined;
  for (const flags of FOREIGN.test(pattern.replaceAll("\\\\", "")) ? ["u"] : ["u", ""]) {
    try {
      const expression = new RegExp(pattern, flags);
      const names = [...pattern.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/gu)].map(([, name]) => name);
      return new Set(names).size === names.length ? expression : undefined;
    } catch {}
  }
  return undefined;
}

/** The patterns of a schema that nobody can check, by themselves or as names of properties. */
export function unreadablePatterns({ pattern, patternProperties = {} }: SchemaObject): string[] {
  return [...(pattern === undefined ? [] : [pattern]), ...Object.keys(patternProperties)].filter(
    (one) => regularExpression(one) === undefined,
  );
}

/**
 * Whether a text can keep an engine busy for ever: a group that is repeated without end, and that can be read in more than
 * one way, since something in it is optional, repeated or an alternative. Some that are harmless look like it.
 */
export function mayBacktrack(pattern: string): boolean {
  const open: { isVague: boolean }[] = [];
  const plain = pattern.replace(/\\./gsu, "_").replace(/\[[^\]]*\]/gu, "_");
  for (let at = 0; at < plain.length; at++) {
    const character = plain[at];
    if (character === "(") {
      open.push({ isVague: false });
      if (plain[at + 1] === "?") at++;
    } else if (character === ")") {
      const group = open.pop();
      const isEndless = /^(?:[*+]|\{\d+,\})/u.test(plain.slice(at + 1));
      if (group?.isVague && isEndless) return true;
      const outer = open.at(-1);
      if (outer && group?.isVague) outer.isVague = true;
    } else if (character === "|" || character === "*" || character === "+" || character === "?" || isRange(plain, at)) {
      const inner = open.at(-1);
      if (inner) inner.isVague = true;
    }
  }
  return false;
}

const isRange = (pattern: string, at: number): boolean => /^\{\d+,\d*\}/u.test(pattern.slice(at));
