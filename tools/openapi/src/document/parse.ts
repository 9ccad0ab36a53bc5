import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Source } from "../model/types.ts";
import { DocumentError } from "./document-error.ts";
import { linesOf, plainYaml } from "./plain-yaml.ts";
import { fromPointer, pointerStep, toPointer } from "./pointer.ts";
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
 * Parses YAML 1.2 or JSON. JSON goes through `JSON.parse` first, which is forty times as fast, and plain YAML through the
 * quicker parser; lines are then looked for only when somebody asks for one.
 *
 * @param meaning - what the text means, where that is known already; the text is then parsed only when a line is asked for.
 * @throws {DocumentError} if the text cannot be parsed or its root is not a mapping.
 */
export function parseFile(file: string, text: string, meaning?: unknown): ParsedFile {
  const data = meaning ?? parseJson(text) ?? plainYaml(text) ?? parseYaml(file, parseTree(text));
  if (!isObject(data)) {
    throw new DocumentError({ file, line: 1 }, "the root is not a mapping", "give a document such as `openapi: 3.1.0`");
  }
  const origins = new WeakMap<object, string>();
  return {
    file,
    data: adopt(data, "", origins) as JsonObject, // a mapping is adopted as a mapping
    originOf: (node) => origins.get(node),
    lineOf: lineFinder(text),
  };
}

/** Finds lines in a text of YAML or JSON, which is read when the first one is asked for. */
export function lineFinder(text: string): ParsedFile["lineOf"] {
  let lines: ReadonlyMap<string, number> | undefined;
  let tree: Tree | undefined;
  return (tokens) => {
    lines ??= linesOf(text);
    for (let length = tokens.length; length >= 0 && lines.size > 1; length -= 1) {
      const line = lines.get(toPointer(tokens.slice(0, length)));
      if (line !== undefined) return line;
    }
    tree ??= parseTree(text);
    return lineInTree(tree, tokens);
  };
}

/** Whether a node is a mapping. */
export function isObject(node: unknown): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** The place of a node in a parsed file. */
export function sourceAt(parsed: ParsedFile, tokens: readonly (number | string)[]): Source {
  return sourceAtPointer(parsed, toPointer(tokens));
}

/** The same of a JSON pointer. */
export function sourceAtPointer(parsed: ParsedFile, pointer: string): Source {
  return {
    file: parsed.file,
    pointer,
    get line(): number {
      return parsed.lineOf(fromPointer(pointer));
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

/** A text by the parser that keeps a tree of it: for what is not plain. */
interface Tree {
  readonly document: Document;
  readonly lines: LineCounter;
}

function parseTree(text: string): Tree {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines };
}

function parseYaml(file: string, { document, lines }: Tree): unknown {
  const [error] = document.errors;
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    throw new DocumentError({ file, line }, `not valid YAML: ${error.message}`, "correct the syntax at this line");
  }
  return yamlValue(document, { file, line: 1 }, "write out what the aliases stand for");
}

function adopt(node: unknown, pointer: string, origins: WeakMap<object, string>): unknown {
  if (typeof node !== "object" || node === null) return node;
  const inner = (key: number | string, value: unknown): unknown => adopt(value, pointer + pointerStep(key), origins);
  const copy = Array.isArray(node)
    ? node.map((item, index) => inner(index, item))
    : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inner(key, value)]));
  origins.set(copy, pointer);
  return copy;
}

function lineInTree({ document, lines }: Tree, tokens: readonly (number | string)[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const token of tokens) {
    // What stands in an alias's place has the lines of its anchor.
    if (isAlias(node)) node = node.resolve(document);
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
