import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DocumentError, type SourceText } from "@workshop/openapi";
import { isAddress, readSource } from "@workshop/openapi/read-source";
import { Repository } from "./repository.ts";

/** One of the two states that are compared. */
export interface Side {
  /** As the report names it: `HEAD~1:specs/a.yaml`, or the path or address as it was given. */
  readonly label: string;
  readonly document: SourceText;
  readonly overlay: SourceText | undefined;
  /** Whether the document stands among a repository's `specs`: it then has its own overlay, or none. */
  readonly inPlace: boolean;
}

/** `specs/<platform>.yaml`, in whatever folder. */
const IN_PLACE = /(?:^|\/)specs\/([^/]+)\.ya?ml$/u;

/**
 * Reads what a person calls the old or the new document: an http(s) address, a file, or `<revision>:<path>` as git writes
 * it. A platform's document comes with the overlay of the same state.
 *
 * @param root the folder of the repository in which revisions are looked up.
 * @param bare without any overlay: the document as it was published.
 * @throws {DocumentError} when it cannot be had.
 */
export async function readSide(given: string, root: string, bare: boolean): Promise<Side> {
  if (isAddress(given)) {
    const document = await readSource(given, root);
    // Not as it was given: an address may carry a token.
    return { label: document.file, document, overlay: undefined, inPlace: false };
  }
  // An existing file first: its name may hold a colon.
  if (existsSync(given)) return await fileSide(given, root, bare);
  const colon = given.indexOf(":");
  if (colon > 0) return revisionSide(given.slice(0, colon), given.slice(colon + 1), root, bare);
  throw new DocumentError(
    { file: given },
    "there is no such file",
    "give a file, an http(s) address, or `<revision>:<path>`; with `--platform`, a revision or a folder",
  );
}

async function fileSide(file: string, root: string, bare: boolean): Promise<Side> {
  const document = await readSource(file, root);
  const inPlace = IN_PLACE.test(resolve(file).replaceAll("\\", "/"));
  const overlay = join(dirname(file), "overlays", basename(file));
  return {
    label: file,
    document,
    overlay:
      inPlace && !bare && existsSync(overlay) ? { file: overlay, text: readFileSync(overlay, "utf8") } : undefined,
    inPlace,
  };
}

function revisionSide(revision: string, path: string, root: string, bare: boolean): Side {
  const label = `${revision}:${path}`;
  const repository = Repository.required(root, label);
  const commit = repository.requiredCommit(revision);
  const text = repository.textAt(commit, path);
  if (text === undefined) {
    throw new DocumentError(
      { file: label },
      "the revision has no such file",
      "check the path, from the repository's root",
    );
  }
  const inPlace = IN_PLACE.test(path);
  return {
    label,
    document: { file: label, text },
    overlay: inPlace && !bare ? overlayAt(repository, revision, commit, path) : undefined,
    inPlace,
  };
}

function overlayAt(repository: Repository, revision: string, commit: string, path: string): SourceText | undefined {
  const overlay = `${dirname(path)}/overlays/${basename(path)}`;
  const text = repository.textAt(commit, overlay);
  return text === undefined ? undefined : { file: `${revision}:${overlay}`, text };
}
