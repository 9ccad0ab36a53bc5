import { fromMarkdown } from "mdast-util-from-markdown";
import { METHODS } from "../../model/types.ts";
import { isAddress, isSameSite, refuseUnsafe, withoutCredentials } from "./public-address.ts";

/** Where a page of a documentation site says that it comes from. */
export interface PageOrigin {
  /** Address of the site's index. */
  readonly index?: string;
  /** The page's heading, under which the index lists it. */
  readonly title?: string;
  /** The full document that the block was taken from: an address, or a path on the site. */
  readonly document?: string;
  /** The operation that the block is about, such as `DELETE /things/{id}`. */
  readonly operation?: string;
}

/** What the info string of a fence says. */
export type NamedOperation = Pick<PageOrigin, "document" | "operation">;

const METHOD = new RegExp(`^(?:${METHODS.join("|")})$`, "i");
/** How a site says where its list of pages is (https://llmstxt.org). */
const INDEX = /https?:\/\/[^\s<>()[\]"'`]+\/llms\.txt(?![\w/-]|\.\w)/i;

/**
 * Reads the document and the operation that an info string names, such as
 * `yaml https://api.example.com/openapi.json post /things`. Some sites leave the document out.
 */
export function namedOperation(infoString: string): NamedOperation {
  const words = infoString.split(/\s+/);
  const place = words.findIndex((word, index) => METHOD.test(word) && words[index + 1]?.startsWith("/") === true);
  if (place === -1) return {};
  const operation = `${words[place]?.toUpperCase()} ${words[place + 1]}`;
  // The first word is the language.
  const document = place < 2 ? "" : (words[place - 1] ?? "");
  return { ...(/[./]/.test(document) ? { document: withoutCredentials(document) } : {}), operation };
}

/**
 * Reads where a page comes from: its first lines name the site's index, its heading is its title, and the fence's info
 * string names document and operation.
 *
 * @param head the page up to its block.
 */
export function pageOrigin(head: string, infoString: string): PageOrigin {
  const { children } = fromMarkdown(head);
  const heading = children.find((node) => node.type === "heading" && node.depth === 1);
  const title =
    heading === undefined
      ? ""
      : textOf(heading)
          .replaceAll(/[\s\p{Cc}]+/gu, " ")
          .trim();
  const index = INDEX.exec(head.slice(0, heading?.position?.start.offset))?.[0];
  return {
    ...(index === undefined || !isUsable(index) ? {} : { index: new URL(index).href }),
    ...(title === "" ? {} : { title }),
    ...namedOperation(infoString),
  };
}

/**
 * What an operation is compared by: paths that differ in the names of their parameters only are the same (OpenAPI, Paths
 * Object).
 */
export function operationKey(operation: string): string {
  return operation.replaceAll(/\{[^{}]*\}/g, "{}");
}

/** Where a document stands that a page or record names; a path is one on the site of the index. */
export function documentAddress(document: string, index: string): URL | undefined {
  return URL.parse(document, isAddress(document) ? undefined : index) ?? undefined;
}

/** Whether a page was read from another site than that whose index it names. */
export function isElsewhere(index: string, source: string): boolean {
  return isAddress(source) && !isSameSite(new URL(index), new URL(source));
}

/** An address that must not be fetched is as good as none. */
function isUsable(index: string): boolean {
  try {
    refuseUnsafe(new URL(index), index);
    return true;
  } catch {
    return false;
  }
}

type MarkdownNode = ReturnType<typeof fromMarkdown>["children"][number];

function textOf(node: MarkdownNode): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
