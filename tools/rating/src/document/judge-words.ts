import type { Comparison } from "./comparison.ts";
import { isNode, type Node } from "./document-side.ts";
import { isSameValue } from "./schema/same-value.ts";

/** What is written for people. Examples are, too: they end up in the documentation. */
const WORDS = new Set(
  "$comment bearerFormat contact description example examples externalDocs license links summary tags termsOfService title xml".split(
    " ",
  ),
);

/** Below these the keys are names that the vendor gives, whatever they look like. */
const NAMED = new Set(
  (
    "$defs callbacks content definitions dependentSchemas encoding headers mapping parameters pathItems paths patternProperties " +
    "properties requestBodies responses schemas scopes securitySchemes variables webhooks"
  ).split(" "),
);

/** Values that are data, not a part of the document's structure. */
const DATA = new Set(["const", "default", "enum", "required"]);

/** Words and deprecations, compared place by place. */
export function judgeWords(comparison: Comparison): void {
  compare(comparison, comparison.old.data, comparison.next.data, false);
}

function compare(comparison: Comparison, old: unknown, next: unknown, isNamed: boolean): void {
  if (Array.isArray(old) && Array.isArray(next)) {
    for (const [index, item] of old.entries()) compare(comparison, item, next[index], false);
    return;
  }
  if (!isNode(old) || !isNode(next)) return;
  for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
    if (isNamed) {
      compareNamed(comparison, old, next, key);
      continue;
    }
    if (WORDS.has(key)) compareWords(comparison, old, next, key);
    else if (key === "deprecated") compareDeprecation(comparison, old, next);
    else if (key === "info") compareWordsOfInfo(comparison, old[key], next[key]);
    else if (!DATA.has(key) && !key.startsWith("x-")) compare(comparison, old[key], next[key], NAMED.has(key));
  }
}

/** Scopes are texts by name; everything else that has a name is a node. */
function compareNamed(comparison: Comparison, old: Node, next: Node, key: string): void {
  if (typeof old[key] === "string" && typeof next[key] === "string") compareWords(comparison, old, next, key);
  else compare(comparison, old[key], next[key], false);
}

function compareWordsOfInfo(comparison: Comparison, old: unknown, next: unknown): void {
  if (!isNode(old) || !isNode(next)) return;
  for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
    // The document's own version number is not the package's.
    if (key !== "version") compareWords(comparison, old, next, key);
  }
}

function compareWords({ book }: Comparison, old: Node, next: Node, key: string): void {
  if (isSameValue(old[key], next[key])) return;
  book.add({
    bump: "patch",
    rule: "documentation-changed",
    old: Object.hasOwn(old, key) ? { node: old, key } : undefined,
    next: { node: next, key },
    message: (place) => `${place}: the documentation has changed (\`${key}\`).`,
  });
}

function compareDeprecation({ book }: Comparison, old: Node, next: Node): void {
  const isDeprecated = next.deprecated === true;
  if ((old.deprecated === true) === isDeprecated) return;
  book.add({
    bump: isDeprecated ? "minor" : "patch",
    rule: isDeprecated ? "deprecated" : "no-longer-deprecated",
    old: { node: old },
    next: { node: next },
    message: (place) => `${place}: it is ${isDeprecated ? "deprecated now" : "no longer deprecated"}.`,
  });
}
