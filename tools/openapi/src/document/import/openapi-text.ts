import { parseDocument } from "yaml";
import { DocumentError } from "../document-error.ts";
import { type FencedBlock, fencedBlocks } from "./fenced-blocks.ts";
import { namedOperation, type PageOrigin, pageOrigin } from "./page-origin.ts";

/** The text of an OpenAPI document, cut out of what was published. */
export interface OpenApiText {
  /** Byte for byte what will be written. */
  readonly content: string;
  /** Line of the published text on which the content starts, counted from 1. */
  readonly firstLine: number;
  /** What the page says of where it comes from; `undefined` for a text that is the document itself. */
  readonly origin: PageOrigin | undefined;
}

const BYTE_ORDER_MARK = "\uFEFF";
const JSON_DOCUMENT = /^\s*\{\s*["'}]/;
const VERSION_AT_ROOT = /^["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?\d/gm;
const FENCE = /^[ \t>*+\d.-]*(?:`{3,}|~{3,})/m;
const DATA_LANGUAGE = /^(?:ya?ml|jsonc?|openapi)?$/i;

/**
 * Finds the OpenAPI document in a published text: the text itself, or the one fenced block of a page that holds one.
 *
 * @throws {DocumentError} when there is none, or more than one, or the page ends within the block.
 */
export function findOpenApiText(published: string, file: string): OpenApiText {
  const text = published.startsWith(BYTE_ORDER_MARK) ? published.slice(1) : published;
  const whole: OpenApiText = { content: published, firstLine: 1, origin: undefined };
  if (JSON_DOCUMENT.test(text)) {
    return whole;
  }
  const roots = [...text.matchAll(VERSION_AT_ROOT)].map((match) => match.index);
  const fence = text.search(FENCE);
  if (roots[0] !== undefined && (fence === -1 || roots[0] < fence)) {
    return whole;
  }
  const blocks = fence === -1 ? [] : fencedBlocks(text);
  // A document whose descriptions contain fenced examples is still a document: its version stands outside of them.
  if (roots.some((index) => !blocks.some((block) => block.start <= index && index < block.end))) {
    return whole;
  }
  const block = onlyOpenApiBlock(blocks, file);
  const origin = pageOrigin(text.slice(0, block.start), block.infoString);
  return { content: block.content, firstLine: block.line + 1, origin };
}

function onlyOpenApiBlock(blocks: readonly FencedBlock[], file: string): FencedBlock {
  const holding = blocks.filter(holdsOpenApi);
  const found = holding.length > 0 ? holding : blocks.filter(announcesOpenApi);
  const [block, second] = found;
  if (block === undefined) {
    throw new DocumentError(
      { file },
      blocks.length === 0
        ? "there is no fenced block, and the text itself is no OpenAPI document"
        : `none of the ${blocks.length} fenced blocks holds an OpenAPI document`,
      "give a page with a fenced block that starts with `openapi:`, or the OpenAPI document itself",
    );
  }
  if (second !== undefined) {
    throw new DocumentError(
      { file, line: second.line },
      `${found.length} fenced blocks hold an OpenAPI document (lines ${found.map(({ line }) => line).join(", ")})`,
      "give a page with one, or save the one you mean to a file and import that",
    );
  }
  if (!block.closed) {
    throw new DocumentError(
      { file, line: block.line },
      "the fenced block is never closed: the page seems to be cut off",
      "get the whole page again",
    );
  }
  if (block.content.trim() === "") {
    throw new DocumentError(
      { file, line: block.line },
      "the fenced block is empty",
      "give a page whose block holds the OpenAPI document",
    );
  }
  return block;
}

/** Whether the fence announces an operation, as in `yaml <address> post /path`, whatever the block holds. */
function announcesOpenApi(block: FencedBlock): boolean {
  return isData(block) && (/^openapi\b/i.test(block.infoString) || "operation" in namedOperation(block.infoString));
}

function holdsOpenApi(block: FencedBlock): boolean {
  if (!/openapi|swagger/.test(block.content)) {
    return false;
  }
  const document = parseDocument(block.content, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
  const versions = ["openapi", "swagger"].map((key): unknown => (document.hasIn([key]) ? document.getIn([key]) : ""));
  if (versions.some((version) => typeof version === "number" || (typeof version === "string" && /^\d/.test(version)))) {
    return true;
  }
  // A block with an error in it is still found, and then refused.
  return document.errors.length > 0 && isData(block) && block.content.search(VERSION_AT_ROOT) !== -1;
}

function isData({ infoString }: FencedBlock): boolean {
  return DATA_LANGUAGE.test(infoString.split(/\s/, 1)[0] ?? "");
}
