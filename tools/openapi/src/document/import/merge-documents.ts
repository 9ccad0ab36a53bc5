import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import { DocumentError } from "../document-error.ts";
import { isObject, type JsonObject, type ParsedFile, parseFile } from "../parse.ts";
import { toPointer } from "../pointer.ts";
import type { DocumentText } from "./cut-out.ts";

/** A document that is merged with another one. */
export interface MergedPart {
  readonly parsed: ParsedFile;
  /** Line of its file on which the document starts, counted from 1. */
  readonly firstLine: number;
}

/**
 * Puts the documents of several pages together; that of a single page stays as published.
 *
 * @throws {DocumentError} as {@link mergeDocuments} does.
 */
export function mergedText([first, ...others]: readonly DocumentText[]): DocumentText {
  if (first === undefined) throw new TypeError("there is a page for each operation");
  let { text, file, firstLine }: DocumentText = first;
  for (const other of others) {
    const one = { parsed: parseFile(file, text), firstLine };
    const data = mergeDocuments(one, { parsed: parseFile(other.file, other.text), firstLine: other.firstLine });
    text = composedText(data);
    file = `${file} and ${other.file}`;
    firstLine = 1;
  }
  return { text, file, firstLine };
}

/** Below these, documents are merged name by name; elsewhere both have to say the same. */
const MERGED_BY_NAME = ["paths", "webhooks", "components"];

/**
 * Merges two documents of the same API: the operations of both, and the components of both.
 *
 * @throws {DocumentError} naming every place, in both, where they do not say the same.
 */
export function mergeDocuments(one: MergedPart, other: MergedPart): JsonObject {
  const conflicts: string[][] = [];
  const merged = { ...one.parsed.data };
  const [ours, theirs] = [one.parsed.data, other.parsed.data];
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    if (MERGED_BY_NAME.includes(key)) merged[key] = mergeNames(ours[key], theirs[key], [key], conflicts);
    else if (key === "tags") merged.tags = mergeTags(ours.tags, theirs.tags, conflicts);
    else if (!isDeepStrictEqual(ours[key], theirs[key])) conflicts.push([key]);
  }
  const [first] = conflicts;
  if (first === undefined) return inOrder(merged);
  const places = conflicts.map(
    (tokens) => `${toPointer(tokens)} (${placeIn(one, tokens)} and ${placeIn(other, tokens)})`,
  );
  throw new DocumentError(
    { file: other.parsed.file, line: lineIn(other, first), pointer: toPointer(first) },
    `the two documents do not say the same, so that they cannot be one: ${places.join("; ")}`,
    "check that both pages are of the same API and as published now: `spec update` brings the first one up to date",
  );
}

/** Writes a document that was put together: YAML, in the order of the OpenAPI Object, the same for the same data. */
export function composedText(data: JsonObject): string {
  return stringify(data, { aliasDuplicateObjects: false, lineWidth: 100 });
}

/** Two levels of names: paths and their methods, kinds of components and their names. */
function mergeNames(one: unknown, other: unknown, place: string[], conflicts: string[][]): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (!isObject(one) || !isObject(other) || place.length > 2) {
    if (!isDeepStrictEqual(one, other)) conflicts.push(place);
    return one;
  }
  // What a path item says beside its methods holds for all of them.
  const shared = place.length === 2 && place[0] !== "components" ? ["parameters", "servers"] : [];
  for (const key of shared) if (!isDeepStrictEqual(one[key], other[key])) conflicts.push([...place, key]);
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const tokens = [...place, name];
      return [
        name,
        shared.includes(name) ? one[name] : mergeNames(own(one, name), own(other, name), tokens, conflicts),
      ];
    }),
  );
}

function mergeTags(one: unknown, other: unknown, conflicts: string[][]): unknown {
  const [ours, theirs] = [one, other].map((tags) => (Array.isArray(tags) ? tags.filter(isObject) : []));
  const added = (theirs ?? []).filter((tag) => {
    const known = (ours ?? []).find(({ name }) => name === tag.name);
    if (known !== undefined && !isDeepStrictEqual(known, tag)) conflicts.push(["tags"]);
    return known === undefined;
  });
  return [...(ours ?? []), ...added];
}

const ORDER = [
  "openapi",
  "info",
  "jsonSchemaDialect",
  "servers",
  "security",
  "tags",
  "paths",
  "webhooks",
  "components",
];

function inOrder(data: JsonObject): JsonObject {
  const keys = [...ORDER.filter((key) => Object.hasOwn(data, key)), ...Object.keys(data)];
  return Object.fromEntries([...new Set(keys)].map((key) => [key, data[key]]));
}

function own(node: JsonObject, name: string): unknown {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

function placeIn(part: MergedPart, tokens: readonly string[]): string {
  return `${part.parsed.file}:${lineIn(part, tokens)}`;
}

function lineIn({ parsed, firstLine }: MergedPart, tokens: readonly string[]): number {
  return parsed.lineOf(tokens) + firstLine - 1;
}
