import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KnownAnswer } from "../import/fetch-published.ts";
import { nodeAt } from "../pointer.ts";
import { replaceFiles } from "../replace-files.ts";

/** An answer of a server, and the document that was cut out of it. */
export interface RememberedAnswer extends KnownAnswer {
  /** Of the document, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What is remembered about each address. */
export type RememberedAnswers = ReadonlyMap<string, RememberedAnswer>;

/**
 * Not under version control: these change with every deployment of a vendor's pages, and losing them costs no more than
 * a download.
 */
const FILE = "node_modules/.cache/spec-update.json";

/** What earlier updates were told; nothing where that cannot be read. */
export function recallAnswers(root: string): RememberedAnswers {
  try {
    const value: unknown = JSON.parse(readFileSync(join(root, FILE), "utf8"));
    return new Map(Object.entries(value ?? {}).flatMap(([address, entry]) => rememberedAnswer(address, entry)));
  } catch {
    return new Map();
  }
}

/** Remembers answers beside those that are remembered already. Where that is not possible, nothing is lost. */
export function rememberAnswers(root: string, answers: RememberedAnswers): void {
  if (answers.size === 0) return;
  const file = join(root, FILE);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const all = Object.fromEntries([...recallAnswers(root), ...answers]);
    replaceFiles([[file, `${JSON.stringify(all, null, 2)}\n`]]);
  } catch {
    // As the words above say.
  }
}

function rememberedAnswer(address: string, entry: unknown): [string, RememberedAnswer][] {
  const text = (...path: string[]): string | undefined => {
    const value = nodeAt(entry, path);
    return typeof value === "string" ? value : undefined;
  };
  const [retrievedFrom, sha256] = [text("retrievedFrom"), text("sha256")];
  const [etag, lastModified] = [text("validators", "etag"), text("validators", "lastModified")];
  if (retrievedFrom === undefined || sha256 === undefined) return [];
  const validators = {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
  return [[address, { retrievedFrom, sha256, validators }]];
}
