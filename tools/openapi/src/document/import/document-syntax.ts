import { isMap, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from "yaml";
import { DocumentError } from "../document-error.ts";
import { plainYaml } from "../plain-yaml.ts";
import { pointerStep } from "../pointer.ts";
import { yamlValue } from "../yaml-value.ts";

/** Where a document's text stands within the file that a person sees. */
export interface TextPlace {
  readonly file: string;
  /** Line of the file on which the text starts, counted from 1. */
  readonly firstLine: number;
}

const STANDARD_TAGS: ReadonlySet<string> = new Set(
  ["map", "seq", "str", "int", "float", "bool", "null"].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Control characters other than tab and line endings. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Parses YAML or JSON that must mean the same to every reader: what JSON can express, and aliases. Merge keys and
 * own tags are read differently by different tools, and of duplicate keys each keeps another one.
 *
 * @returns the value.
 * @throws {DocumentError} with the line of the first thing that is wrong.
 */
export function parseStrictly(text: string, place: TextPlace): unknown {
  try {
    return parse(text, place);
  } catch (error) {
    throw error instanceof RangeError ? nestedTooDeeply(place) : error;
  }
}

function parse(text: string, place: TextPlace): unknown {
  const lines = new LineCounter();
  const at = (offset: number): number => Math.max(lines.linePos(offset).line, 1) + place.firstLine - 1;
  const control = text.search(FORBIDDEN_CHARACTER);
  if (control !== -1) {
    throw new DocumentError(
      { file: place.file, line: text.slice(0, control).split("\n").length + place.firstLine - 1 },
      `the character U+${text.charCodeAt(control).toString(16).toUpperCase().padStart(4, "0")} is allowed in neither YAML nor JSON`,
      "get the text again; when it is published like this, tell the vendor",
    );
  }
  const plain = plainYaml(text);
  if (plain !== undefined) return plain;
  // Duplicate keys are looked for below: the parser compares each key with each other one.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [error, ...more] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    if (error.code === "RESOURCE_EXHAUSTION") {
      throw nestedTooDeeply(place);
    }
    const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
    throw new DocumentError(
      { file: place.file, line: at(error.pos[0]) },
      `this is not valid YAML: ${error.message}${others}`,
      "get the text again; when it is published like this, tell the vendor",
    );
  }
  checkNode(document.contents, "", (node, pointer, rule) => {
    throw new DocumentError(
      { file: place.file, line: at(node?.range?.[0] ?? 0), pointer },
      rule,
      "ask the vendor for a document in plain YAML or JSON, or convert it and import the result with --source",
    );
  });
  return yamlValue(
    document,
    { file: place.file, line: place.firstLine },
    "ask the vendor for a document without them, or convert it and import the result with --source",
  );
}

function nestedTooDeeply({ file, firstLine }: TextPlace): DocumentError {
  return new DocumentError(
    { file, line: firstLine },
    "the document is nested too deeply",
    "check that this is the OpenAPI document",
  );
}

type Refuse = (node: ParsedNode | null, pointer: string, rule: string) => never;

function checkNode(node: ParsedNode | null, pointer: string, refuse: Refuse): void {
  if (node === null) {
    return;
  }
  if (node.tag !== undefined && !STANDARD_TAGS.has(node.tag)) {
    refuse(node, pointer, `the tag ${node.tag} is not supported`);
  }
  if (isSeq(node)) {
    node.items.forEach((item, index) => {
      // Pairs within a sequence exist for tags only, which were refused above.
      if (!isPair(item)) {
        checkNode(item, `${pointer}/${index}`, refuse);
      }
    });
  } else if (isMap(node)) {
    checkMapping(node.items, pointer, refuse);
  } else if (isScalar(node) && typeof node.value === "number" && !Number.isFinite(node.value)) {
    refuse(node, pointer, `the number ${node.value} cannot be expressed in JSON`);
  }
}

function checkMapping(
  items: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  pointer: string,
  refuse: Refuse,
): void {
  const seen = new Set<string>();
  for (const { key, value } of items) {
    if (!isScalar(key) || key.value === null) {
      refuse(key, pointer, "a key that is not a name is not supported");
    }
    const name = String(key.value);
    const below = pointer + pointerStep(name);
    if (name === "<<") {
      refuse(key, below, "the merge key << is not supported");
    }
    if (seen.has(name)) {
      refuse(key, below, `the key ${JSON.stringify(name)} occurs twice in the same mapping`);
    }
    seen.add(name);
    checkNode(value, below, refuse);
  }
}
