import { DocumentError, type DocumentReading, readDocument } from "@workshop/openapi";
import { judgeDocuments } from "./document/judge-documents.ts";
import { judgePackage } from "./package/judge-package.ts";
import { type Abstention, combine, type Rating } from "./rating.ts";
import { judgeWithRedocly } from "./redocly/judge-with-redocly.ts";
import type { PackageSide } from "./sides/package-side.ts";
import type { Side } from "./sides/side.ts";
import { judgeTypes } from "./types/judge-types.ts";
import type { Verdict } from "./verdict.ts";

type Progress = (step: string) => void;

/** What to do besides rating. */
export interface RateOptions {
  /** Asks Redocly, too: its opinion is told, and does not count. */
  readonly secondOpinion: boolean;
  readonly progress: Progress;
}

/**
 * Rates one document against its predecessor: what it says, and the types that are generated from it. A document that
 * does not stand among a repository's `specs` takes the other's overlay, as it would once it is imported.
 *
 * @throws {DocumentError} when one of the documents is none, or its overlay no longer fits it.
 */
export async function rateDocuments(given: Side, givenNext: Side, options: RateOptions): Promise<Rating> {
  const readings = readBoth(withOverlayOf(givenNext, given), withOverlayOf(given, givenNext), options);
  return await judgeAll({ old: given.label, new: givenNext.label }, readings, options, "types", async () => [
    await judgeTypes(readings.old.model(), readings.next.model(), options.progress),
  ]);
}

/**
 * Rates one state of a platform against an older one: the document, the types of the package, the older state's type
 * tests, and the package's code.
 *
 * @throws {DocumentError} when one of the documents is none, or its overlay does not fit it.
 */
export async function ratePackage(old: PackageSide, next: PackageSide, options: RateOptions): Promise<Rating> {
  const readings = readBoth(old, next, options);
  return await judgeAll({ old: old.label, new: next.label }, readings, options, "package", () =>
    judgePackage(old, next, { old: readings.old.model(), next: readings.next.model() }, options.progress),
  );
}

interface Readings {
  readonly old: DocumentReading;
  readonly next: DocumentReading;
}

function readBoth(old: Side, next: Side, { progress }: RateOptions): Readings {
  progress("reading the documents");
  return { old: readSupported(old), next: readSupported(next) };
}

function readSupported({ document, overlay }: Side): DocumentReading {
  const reading = readDocument(document, overlay);
  const { openapi } = reading.data;
  if (typeof openapi === "string" && /^3\.[01]\./u.test(openapi)) return reading;
  throw new DocumentError(
    { file: document.file, pointer: "/openapi" },
    `OpenAPI ${typeof openapi === "string" ? openapi : "version missing"} is not supported`,
    "give a document of OpenAPI 3.0 or 3.1",
  );
}

/** A judge that cannot understand a document, or its code, does not silence the others. */
async function judgeAll(
  labels: Pick<Rating, "new" | "old">,
  { old, next }: Readings,
  { secondOpinion }: RateOptions,
  name: string,
  further: () => Promise<readonly Verdict[]>,
): Promise<Rating> {
  const abstentions: Abstention[] = [];
  const attempt = async (judge: string, work: () => Promise<readonly Verdict[]>): Promise<readonly Verdict[]> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
      abstentions.push({ judge, why: error.message });
      return [];
    }
  };
  const document = judgeDocuments(old, next);
  const [others, opinions] = await Promise.all([
    attempt(name, further),
    secondOpinion ? attempt("redocly", async () => [await judgeWithRedocly(old, next)]) : [],
  ]);
  return combine(labels, { judges: [document, ...others], opinions, abstentions });
}

/** A document from elsewhere is rated as it would be used here. */
function withOverlayOf(other: Side, side: Side): Side {
  return side.inPlace || other.overlay === undefined ? side : { ...side, overlay: other.overlay };
}
