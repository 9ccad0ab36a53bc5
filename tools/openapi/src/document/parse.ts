import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Source } from "../model/types.ts";
import { DocumentError } from "./document-error.ts";
import { linesOfJson } from "./json-lines.ts";
import { toPointer } from "./pointer.ts";
import { yamlValue } from "./yaml-value.ts";

/** A mapping of a document. */
export type JsonObject = Record<string, unknown>;

/** A file that was parsed, and still knows where each of its nodes came from. */
export interface ParsedFile {
  readonly file: string;
  /** A copy of its own: no two places share a node, even where YAML has an alias. */
  readonly data: JsonObject;
  /** Where a mapping or sequence of `data` stands in the file; `undefined` for one that is not from this file. */
  originOf(node: object): string | undefined;
  /** The line of a JSON pointer, counted from 1; that of its nearest ancestor where the pointer leads nowhere. */
  lineOf(tokens: readonly (number | string)[]): number;
}

/**
 * Parses YAML 1.2 or JSON. JSON goes through `JSON.parse` first, which is forty times as fast; its lines are then
 * looked for only when somebody asks for one.
 *
 * @param meaning - what the text means, where that is known already; the text is then parsed only when a line is asked for.
 * @throws {DocumentError} if the text cannot be parsed or its root is not a mapping.
 */
export function parseFile(file: string, text: string, meaning?: unknown): ParsedFile {
  let tree: Document | undefined;
  const lines = new LineCounter();
  const parseTree = (): Document => {
    tree ??= parseDocument(text, { lineCounter: lines, prettyErrors: false });
    return tree;
  };

  const json = meaning === undefined ? parseJson(text) : undefined;
  let isJson = meaning === undefined ? json !== undefined : undefined;
  let linesByPointer: ReadonlyMap<string, number> | undefined;
  const lineInJson = (tokens: readonly (number | string)[]): number => {
    linesByPointer ??= linesOfJson(text);
    for (let length = tokens.length; length > 0; length -= 1) {
      const line = linesByPointer.get(toPointer(tokens.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  };

  const data = meaning ?? json ?? parseYaml(file, parseTree(), lines);
  if (!isObject(data)) {
    throw new DocumentError({ file, line: 1 }, "the root is not a mapping", "give a document such as `openapi: 3.1.0`");
  }
  const origins = new WeakMap<object, string>();
  return {
    file,
    data: adopt(data, "", origins) as JsonObject, // a mapping is adopted as a mapping
    originOf: (node) => origins.get(node),
    lineOf(tokens) {
      isJson ??= parseJson(text) !== undefined;
      return isJson ? lineInJson(tokens) : lineInTree(parseTree(), lines, tokens);
    },
  };
}

/** Whether a node is a mapping. */
export function isObject(node: unknown): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** The place of a node in a parsed file. */
export function sourceAt(parsed: ParsedFile, tokens: readonly (number | string)[]): Source {
  return {
    file: parsed.file,
    pointer: toPointer(tokens),
    get line(): number {
      return parsed.lineOf(tokens);
    },
  };
}

function parseJson(text: string): unknown {
  if (!/^\s*\{/u.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a flow mapping of YAML, or broken: the YAML parser says where
  }
}

function parseYaml(file: string, tree: Document, lines: LineCounter): unknown {
  const [error] = tree.errors;
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    throw new DocumentError({ file, line }, `not valid YAML: ${error.message}`, "correct the syntax at this line");
  }
  return yamlValue(tree, { file, line: 1 }, "write out what the aliases stand for");
}

function adopt(node: unknown, pointer: string, origins: WeakMap<object, string>): unknown {
  if (typeof node !== "object" || node === null) return node;
  const inner = (key: number | string, value: unknown): unknown => adopt(value, pointer + toPointer([key]), origins);
  const copy = Array.isArray(node)
    ? node.map((item, index) => inner(index, item))
    : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inner(key, value)]));
  origins.set(copy, pointer);
  return copy;
}

function lineInTree(tree: Document, lines: LineCounter, tokens: readonly (number | string)[]): number {
  let node: unknown = tree.contents;
  let offset = 0;
  for (const token of tokens) {
    // What stands in an alias's place has the lines of its anchor.
    if (isAlias(node)) node = node.resolve(tree);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(token));
      if (pair === undefined || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(token)];
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}
