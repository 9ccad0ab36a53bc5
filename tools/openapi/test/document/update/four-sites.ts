import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { parseRecords, type SourceRecord, titlesOf } from "../../../src/document/import/source-records.ts";
import { DocumentationSite, type OperationPage } from "../../documentation-site.ts";
import { scratchFile, scratchRepository } from "../import/scratch.ts";

const REPOSITORY = resolve(import.meta.dirname, "../../../../..");

/** A platform of this repository, and a site that documents it. */
export interface DocumentedPlatform {
  readonly platform: string;
  readonly site: DocumentationSite;
  /** The page that its document is from. */
  readonly page: OperationPage;
}

/** The documents of this repository, each on a site of its own, imported from there into another repository. */
export interface FourSites {
  readonly root: string;
  readonly platforms: readonly DocumentedPlatform[];
}

/** Starts the sites, and imports the four pages as files that a person has saved. */
export async function fourSites(): Promise<FourSites> {
  const root = scratchRepository();
  const platforms: DocumentedPlatform[] = [];
  for (const [platform, record] of recordsHere()) {
    const site = await startSite();
    const page = { ...pageOf(record), text: readFileSync(join(REPOSITORY, `specs/${platform}.yaml`), "utf8") };
    site.publish(page);
    const source = scratchFile(root, `${platform}.md`, site.markdown(page));
    await importDocument({ source, platform, root });
    platforms.push({ platform, site, page });
  }
  return { root, platforms };
}

/** A site that is gone after the test. */
export async function startSite(): Promise<DocumentationSite> {
  const site = await DocumentationSite.start();
  onTestFinished(() => site.stop());
  return site;
}

/** The records of this repository. */
export function recordsHere(): ReadonlyMap<string, SourceRecord> {
  return parseRecords(readFileSync(join(REPOSITORY, "specs/sources.json"), "utf8"), "specs/sources.json");
}

function pageOf(record: SourceRecord): Omit<OperationPage, "text"> {
  const [title = ""] = titlesOf(record);
  const [operation = ""] = record.operation ?? [];
  return { title, operation, document: record.document };
}

/** A document with one line more, which changes nothing. */
export function changed(text: string): string {
  return text.replace(/^info:\n/m, "info:\n  x-changed: true\n");
}
