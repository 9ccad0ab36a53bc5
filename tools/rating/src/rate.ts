import { DocumentError, type Model, readDocument } from "@workshop/openapi";
import { judgeDocuments } from "./document/judge-documents.ts";
import { judgePackage } from "./package/judge-package.ts";
import { type Abstention, combine, type Models, type Progress, type Rating, type Verdict } from "./rating.ts";
import type { PackageSide } from "./sides/package-side.ts";
import type { Side } from "./sides/read-side.ts";
import { judgeTypes } from "./types/judge-types.ts";

/**
 * Rates one document against its predecessor: what it says, and the types that are generated from it. A document that
 * does not stand among a repository's `specs` takes the other's overlay, as it would once it is imported.
 *
 * @throws {DocumentError} naming the old or the new document, when it cannot be read, or its overlay no longer fits it.
 */
export async function rateDocuments(given: Side, givenNext: Side, progress: Progress): Promise<Rating> {
  const [old, next] = [withOverlayOf(givenNext, given), withOverlayOf(given, givenNext)];
  return await judgeAll(old, next, "types", progress, async (models) => [await judgeTypes(models, progress)]);
}

/**
 * Rates one state of a platform against an older one: the document, the types of the package, the older state's type
 * tests, and the package's code.
 *
 * @throws {DocumentError} naming the old or the new document, when it cannot be read, or its overlay does not fit it.
 */
export async function ratePackage(old: PackageSide, next: PackageSide, progress: Progress): Promise<Rating> {
  return await judgeAll(old, next, "package", progress, (models) => judgePackage(old, next, models, progress));
}

/** A document from elsewhere is rated as it would be used here. */
function withOverlayOf(other: Side, side: Side): Side {
  return side.inPlace || other.overlay === undefined ? side : { ...side, overlay: other.overlay };
}

/** A judge that cannot understand the code of a document does not silence the document's own. */
async function judgeAll(
  old: Side,
  next: Side,
  name: string,
  progress: Progress,
  further: (models: Models) => Promise<readonly Verdict[]>,
): Promise<Rating> {
  progress("reading the documents");
  const models = { old: modelOf(old, "old"), next: modelOf(next, "new") };
  const document = judgeDocuments(models);
  const abstentions: Abstention[] = [];
  let others: readonly Verdict[] = [];
  try {
    others = await further(models);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
    abstentions.push({ judge: name, why: error.message });
  }
  return combine({ old: old.label, new: next.label }, { judges: [document, ...others], abstentions });
}

function modelOf({ document, overlay }: Side, age: "new" | "old"): Model {
  try {
    return readDocument(document, overlay).model();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new DocumentError(error, `the ${age} document cannot be rated: ${error.rule}`, error.remedy, {
      cause: error,
    });
  }
}
