import { isSameSite } from "../import/public-address.ts";

/** A page that an index lists. */
export interface ListedPage {
  readonly title: string;
  /** Without query and fragment. */
  readonly url: URL;
  /** Whether the site of the index serves it. */
  readonly isHere: boolean;
}

/** A Markdown link, its title in brackets of its own at most one level deep. */
const LINK = /\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(\s*<?([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)/g;
/** What an index lists besides pages: documents, pictures, further lists. */
const NO_PAGE = /\.(?:json|ya?ml|txt|xml|png|jpe?g|gif|svg|pdf|zip)$/i;

/**
 * Reads the pages that an index lists (https://llmstxt.org): Markdown links, absolute or relative, in the order of the
 * index, each page once.
 */
export function listedPages(text: string, index: URL): readonly ListedPage[] {
  const pages = new Map<string, ListedPage>();
  for (const [, label = "", target = ""] of text.matchAll(LINK)) {
    const url = URL.parse(target, index.href);
    if (url === null || !/^https?:$/.test(url.protocol) || NO_PAGE.test(url.pathname)) continue;
    url.search = url.hash = "";
    const title = label.replaceAll(/\\(.)/g, "$1").replaceAll("`", "").trim();
    const key = `${titleKey(title)} ${pageKey(url)}`;
    if (!pages.has(key)) pages.set(key, { title, url, isHere: isSameSite(index, url) });
  }
  return [...pages.values()];
}

/**
 * Where a page can be had as Markdown: at its address with `.md`, and, from a site that gives browsers and others what
 * each of them asks for, at the address without.
 */
export function markdownAddresses({ url }: ListedPage): readonly [URL, URL] {
  const bare = pageKey(url);
  return [new URL(`${bare === `${url.origin}` ? `${bare}/index` : bare}.md`), new URL(bare)];
}

/** What titles are compared by: their words, whatever marks stand between them. */
export function titleKey(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The pages that are worth a look first when an operation's page is not where it was: those that share words with it. */
export function byLikeness(pages: readonly ListedPage[], operation: string, titles: readonly string[]): ListedPage[] {
  const wanted = new Set(wordsOf([operation.slice(operation.indexOf(" ")), ...titles].join(" ")));
  const shared = ({ title, url }: ListedPage): number =>
    new Set(wordsOf(`${title} ${url.pathname}`).filter((word) => wanted.has(word))).size;
  const rated = pages.map((page) => ({ page, likeness: shared(page) }));
  return rated.toSorted((one, other) => other.likeness - one.likeness).map(({ page }) => page);
}

function wordsOf(text: string): string[] {
  return titleKey(text.replaceAll(/\{[^{}]*\}/g, " "))
    .split(" ")
    .filter((word) => word.length > 2);
}

/** A page's address without the extension that some indexes give and others do not. */
function pageKey(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\.(?:mdx?|html?)$/i, "")}`.replace(/\/+$/, "");
}
