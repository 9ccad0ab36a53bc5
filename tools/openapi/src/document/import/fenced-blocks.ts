import { fromMarkdown } from "mdast-util-from-markdown";

/** A fenced code block of a Markdown page. */
export interface FencedBlock {
  /** What stands between the two fence lines, byte for byte, its last line ending included. */
  readonly content: string;
  /** What follows the opening fence on its line, trimmed. */
  readonly infoString: string;
  /** Line of the opening fence in the page, counted from 1; the content starts on the next. */
  readonly line: number;
  /** Offsets of the whole block in the page. */
  readonly start: number;
  readonly end: number;
  /** False when the page ends before the closing fence. */
  readonly closed: boolean;
}

type MarkdownNode = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>["children"][number];
type Code = Extract<MarkdownNode, { type: "code" }>;

/**
 * Pages are often MDX, where a block may stand within components, at any indentation, directly under a tag: plain
 * Markdown would take such a block for HTML or for indented code.
 */
const AS_IN_MDX = { disable: { null: ["htmlFlow", "codeIndented"] } };

/** All fenced blocks of a page, in order, those in lists and quotes included. The page has no byte order mark. */
export function fencedBlocks(page: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  const visit = (node: MarkdownNode): void => {
    if (node.type === "code") {
      blocks.push(fencedBlock(page, node));
    } else if ("children" in node) {
      for (const child of node.children) {
        visit(child);
      }
    }
  };
  visit(fromMarkdown(page, { extensions: [AS_IN_MDX] }));
  return blocks;
}

function fencedBlock(page: string, code: Code): FencedBlock {
  const from = code.position?.start;
  const to = code.position?.end;
  if (from?.offset === undefined || to?.offset === undefined) {
    throw new TypeError("the Markdown parser gives every node a position");
  }
  const [firstLine = ""] = page.slice(from.offset, to.offset).split(/\r\n|[\r\n]/, 1);
  const fence = /^(?:`+|~+)/.exec(firstLine)?.[0] ?? "";
  const endOfContent = to.offset - (to.column - 1);
  const lastLine = page.slice(endOfContent, to.offset);
  const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(lastLine)?.[1] ?? "";
  return {
    content: contentBetween(page, code, from, endOfContent, to.line),
    infoString: firstLine.slice(fence.length).trim(),
    line: from.line,
    start: from.offset,
    end: to.offset,
    closed: to.line > from.line && closing.startsWith(fence),
  };
}

interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset?: number | undefined;
}

function contentBetween(page: string, code: Code, from: Point, endOfContent: number, lastLine: number): string {
  if (lastLine - from.line < 2) {
    return "";
  }
  const lineEnding = /\r\n|[\r\n]/g;
  if (from.column === 1) {
    lineEnding.lastIndex = from.offset ?? 0;
    lineEnding.test(page);
    return page.slice(lineEnding.lastIndex, endOfContent);
  }
  // Within a list, a quote or a component, the indentation and the quote's marks belong to the page, not to the block.
  const before = page.slice(0, endOfContent);
  const ending = /(?:\r\n|[\r\n])$/.exec(before)?.[0] ?? "";
  return code.value + ending;
}
