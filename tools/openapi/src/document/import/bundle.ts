import { realpathSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { BaseResolver, bundleFromString, createConfig, ResolveError, Source } from "@redocly/openapi-core";
import { DocumentError } from "../document-error.ts";
import { isObject, type JsonObject } from "../parse.ts";
import { nodeAt, referenceTokens } from "../pointer.ts";
import { composedText } from "./merge-documents.ts";
import { isAddress } from "./public-address.ts";
import { DOWNLOAD_LIMITS, readPublished } from "./published-source.ts";
import { decodePublished } from "./published-text.ts";

/** What a document refers to is read of no more files than this. */
const MOST_FILES = 20_000;

/** A document with all that it refers to. */
export interface Bundle {
  readonly text: string;
  /** How many files were brought in. */
  readonly files: number;
}

/**
 * Brings in what a document refers to in other files, so that it is whole: of a file, from its own folder and those below; of
 * an address, from the same site.
 *
 * @param source - the path or address that the text was read from.
 * @throws {DocumentError} where something cannot be had, or lies elsewhere.
 */
export async function bundleText(text: string, source: string, root: string): Promise<Bundle> {
  const start = isAddress(source) ? source : resolve(source);
  const resolver = new NearResolver(start, root);
  const { bundle, problems } = await bundleFromString({
    source: text,
    absoluteRef: start,
    config: await createConfig({}),
    externalRefResolver: resolver,
  });
  const problem = problems.find(({ severity }) => severity === "error");
  const parsed: unknown = bundle.parsed;
  if (problem !== undefined || !isObject(parsed)) {
    const pointer = problem?.location[0]?.pointer?.slice(1);
    throw new DocumentError(
      { file: source, pointer },
      `the document cannot be bundled: ${resolver.reason ?? problem?.message ?? "it is no mapping"}`,
      "put what it refers to where it says, beside or below the document, or ask the vendor for one whole document",
    );
  }
  inlineContent(parsed);
  return { text: composedText(parsed), files: resolver.files };
}

/**
 * Redocly makes components of media types that lie in other files, and of whole mappings of them, which OpenAPI has from 3.2 on,
 * or never: these are put in their places.
 */
function inlineContent(document: JsonObject): void {
  const { components } = document;
  if (!isObject(components) || !isObject(components.mediaTypes)) return;
  const is32 = String(document.openapi).startsWith("3.2");
  const inline = (holder: JsonObject, key: string): void => {
    const node = holder[key];
    const tokens = isObject(node) ? (referenceTokens(node.$ref) ?? []) : [];
    if (tokens[1] === "mediaTypes") holder[key] = structuredClone(nodeAt(document, tokens));
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isObject(node)) return;
    inline(node, "content");
    if (isObject(node.content) && !is32) for (const name of Object.keys(node.content)) inline(node.content, name);
    for (const value of Object.values(node)) visit(value);
  };
  visit(document);
  if (!is32) delete components.mediaTypes;
}

/** Reads what is near the document, and nothing else of this machine or of the network. */
class NearResolver extends BaseResolver {
  files = 0;
  /** Why the first file could not be had. */
  reason: string | undefined;
  private readonly start: string;
  private readonly root: string;

  constructor(start: string, root: string) {
    super();
    this.start = start;
    this.root = root;
  }

  override async loadExternalRef(reference: string): Promise<Source> {
    try {
      this.files += 1;
      if (this.files > MOST_FILES) throw new Error(`it refers to more than ${MOST_FILES} files`);
      this.refuseFar(reference);
      const { bytes } = await readPublished(reference, this.root, { limits: DOWNLOAD_LIMITS });
      return new Source(reference, decodePublished(bytes, reference).replaceAll("\r\n", "\n"));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.reason ??= error instanceof DocumentError ? `${error.file}: ${error.rule}` : failure.message;
      throw new ResolveError(failure);
    }
  }

  private refuseFar(reference: string): void {
    if (isAddress(this.start)) {
      if (!isAddress(reference) || new URL(reference).origin !== new URL(this.start).origin) {
        throw new Error("it refers to another site than its own");
      }
      return;
    }
    if (isAddress(reference)) throw new Error("a file refers to an address, which is not fetched on its behalf");
    const folder = dirname(this.start);
    const way = relative(folder, reference);
    if (way === ".." || way.startsWith(`..${sep}`)) throw new Error(`${way} lies outside of the document's folder`);
    // A symbolic link would lead out of it.
    const real = relative(realpathSync(folder), realpathSync(reference));
    if (real === ".." || real.startsWith(`..${sep}`)) throw new Error(`${way} is a link out of the document's folder`);
  }
}
