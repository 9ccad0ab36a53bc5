import { DocumentError } from "../document-error.ts";
import { type CutOut, cutOut, operationsIn } from "../import/cut-out.ts";
import { FetchError } from "../import/fetch-published.ts";
import { operationKey } from "../import/page-origin.ts";
import { publicAddress } from "../import/public-address.ts";
import type { Published } from "../import/published-source.ts";
import { decodePublished, MarkupError } from "../import/published-text.ts";
import { byLikeness, type ListedPage, listedPages, markdownAddresses, titleKey } from "./documentation-index.ts";
import { type Downloads, isOutage } from "./downloads.ts";

/** What is looked for. */
export interface Wanted {
  /** Address of the site's index. */
  readonly index: string;
  /** The titles under which the index may list the page. */
  readonly titles: readonly string[];
  /** Such as `DELETE /things/{id}`; the parameters may have other names by now. */
  readonly operation: string;
  /** The full document that the page named, where a site describes several APIs. */
  readonly document?: string | undefined;
}

/** How it is looked for. */
export interface Search {
  readonly get: (url: URL) => Promise<Published>;
  readonly progress: (step: string) => void;
  /** How many pages are looked at whose titles do not match. */
  readonly mostPages: number;
  /** When looking further is given up, in milliseconds since 1970. */
  readonly until: number;
}

/** The page that is about an operation. */
export interface FoundPage {
  readonly cut: CutOut;
  /** As the index lists it now. */
  readonly title: string;
  /** As the page names it now. */
  readonly operation: string;
}

/** For a person who waits, and for the sake of the site. */
const MOST_PAGES = 40;
const MOST_TIME_MS = 120_000;

/** A search that begins now. */
export function searchOf(downloads: Downloads, progress: (step: string) => void): Search {
  const get = (url: URL): Promise<Published> => downloads.get(url, progress);
  return { get, progress, mostPages: MOST_PAGES, until: Date.now() + MOST_TIME_MS };
}

/**
 * Looks an operation's page up in the index of its site: first the pages of its title, each of which is fetched, then
 * the others, as long as they are few.
 *
 * @throws {DocumentError} when there is none, saying what was looked for, where, and what was found there; when several
 * pages differ about the operation; when index or pages cannot be had for now.
 */
export async function findPage(wanted: Wanted, search: Search): Promise<FoundPage> {
  try {
    return await find(wanted, search);
  } catch (error) {
    if (!(error instanceof DocumentError) || error instanceof PageError) throw error;
    const { file, line, rule, remedy } = error;
    throw new PageError({ file, line }, `${rule} (looked for ${called(wanted)})`, remedy);
  }
}

/** An error that says what was looked for. */
class PageError extends DocumentError {}

async function find(wanted: Wanted, search: Search): Promise<FoundPage> {
  const { titles, operation } = wanted;
  const index = new URL(wanted.index);
  const published = await search.get(index);
  const pages = listedPages(decodePublished(published.bytes, published.file), index);
  const keys = new Set(titles.map(titleKey));
  const isTitled = ({ title }: ListedPage): boolean => keys.has(titleKey(title));
  const looks: Look[] = [];
  for (const page of byLikeness(pages.filter(isTitled), operation, titles).slice(0, search.mostPages)) {
    looks.push(await lookAt(page, search));
  }
  const found = theOne(matching(looks, wanted), wanted);
  if (found !== undefined) return found;
  const others = byLikeness(
    pages.filter((page) => page.isHere && !isTitled(page)),
    operation,
    titles,
  );
  if (others.length > 0) search.progress(`no page of the title is about ${operation}: looking at others`);
  let searched = 0;
  for (const page of others.slice(0, search.mostPages)) {
    if (Date.now() > search.until) break;
    searched += 1;
    const other = matching([await lookAt(page, search)], wanted)[0];
    if (other !== undefined) return other;
  }
  throw notFound(wanted, looks, { listed: pages.length, searched, others: others.length });
}

/** What a page turned out to be. */
type Look =
  | { readonly page: ListedPage; readonly cut: CutOut; readonly operations: readonly string[] }
  | { readonly page: ListedPage; readonly problem: string };

async function lookAt(page: ListedPage, { get }: Search): Promise<Look> {
  if (!page.isHere) {
    return { page, problem: `${publicAddress(page.url).address} is on another site, where nothing is followed to` };
  }
  let problem = "";
  for (const address of markdownAddresses(page)) {
    try {
      const cut = cutOut(await get(address));
      const named = cut.origin?.operation;
      return { page, cut, operations: named === undefined ? operationsIn(cut) : [named] };
    } catch (error) {
      if (!(error instanceof DocumentError) || isOutage(error)) throw error;
      const { file, line, rule } = error;
      problem ||= `${file}${line === undefined ? "" : `:${line}`}: ${rule}`;
      if (!mayBeHadOtherwise(error)) break;
    }
  }
  return { page, problem };
}

/** Whether the same page may still be had in another form: this one is for browsers, or not there. */
function mayBeHadOtherwise(error: DocumentError): boolean {
  if (error instanceof MarkupError) return true;
  return error instanceof FetchError && (error.failure.status === 404 || error.failure.status === 410);
}

function matching(looks: readonly Look[], { operation }: Wanted): FoundPage[] {
  const key = operationKey(operation);
  return looks.flatMap((look) => {
    if (!("cut" in look)) return [];
    const named = look.operations.find((one) => operationKey(one) === key);
    return named === undefined ? [] : [{ cut: look.cut, title: look.page.title, operation: named }];
  });
}

/** A site may describe several APIs, or one operation on several pages. */
function theOne(found: readonly FoundPage[], { document, operation, index }: Wanted): FoundPage | undefined {
  const sameDocument = found.filter(({ cut }) => cut.origin?.document === document);
  const [first, ...others] = sameDocument.length > 0 ? sameDocument : found;
  const different = others.find(({ cut }) => cut.text !== first?.cut.text);
  if (first === undefined || different === undefined) return first;
  throw new PageError(
    { file: index },
    `two pages are about ${operation}, and do not say the same: ${first.cut.file} and ${different.cut.file}`,
    "tell the vendor; until then, import the page that you mean from its address with --source",
  );
}

interface Extent {
  readonly listed: number;
  readonly searched: number;
  readonly others: number;
}

function notFound(wanted: Wanted, looks: readonly Look[], { listed, searched, others }: Extent): DocumentError {
  const seen = looks.map((look) =>
    "cut" in look ? `${look.cut.file} is about ${look.operations.join(", ") || "no operation"}` : look.problem,
  );
  const titled = seen.length === 0 ? `${listed} pages are listed, none under such a title` : seen.join("; ");
  const rest = searched === 0 ? "" : `; ${searched} of ${others} other pages were looked at, and none is about it`;
  return new PageError(
    { file: wanted.index },
    `looked for ${called(wanted)}: ${titled}${rest}`,
    "look where the vendor has it now, and run `pnpm spec import <page> --platform <name>` with its address, or with a file that you have saved where it wants a login",
  );
}

function called({ operation, titles }: Wanted): string {
  const words = titles.map((title) => JSON.stringify(title)).join(" or ");
  return words === "" ? operation : `${operation}, titled ${words}`;
}
