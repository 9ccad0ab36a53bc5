import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { listClients } from "@workshop/config/client-packages";
import { Application, type LogLevel, OptionDefaults, PageEvent, type TypeDocOptions } from "typedoc";
import { writePages } from "./pages.ts";

/** Where the report of the contract suites is kept, once they have run. */
const CONTRACT_REPORT = "contract-report.html";

const LANGUAGES = ["ini", "js", "json", "sh", "typescript", "yaml"];

/** The site cannot be made; the message is TypeDoc's own, and the remedy. */
export class SiteError extends Error {
  override readonly name = "SiteError";
}

/**
 * Builds the site: the guides of `docs`, the README and the public surface of each client, the benchmark, and the contract
 * report where there is one. It is made of files alone, and needs no server.
 *
 * @param root the repository
 * @param out the folder that it goes to, which is emptied first
 * @throws {SiteError} when something that is documented cannot be read, or a link leads nowhere
 */
export async function buildSite(root: string, out: string): Promise<void> {
  // Beside the guides: TypeDoc wants all documents below one folder.
  const pages = mkdtempSync(join(root, "docs", ".pages-"));
  try {
    writePages(root, pages);
    const application = await Application.bootstrapWithPlugins(options(root, out, pages));
    application.renderer.on(PageEvent.END, (page) => {
      // Of a page that is opened as a file, Chromium lets nothing refer into another one. A script adds the icons to each.
      page.contents = (page.contents ?? "").replaceAll(/href="[^"]*assets\/icons\.svg#/g, 'href="#');
    });
    const project = await application.convert();
    if (project === undefined) throw failed(application);
    application.validate(project);
    await application.generateOutputs(project);
    if (application.logger.hasErrors() || application.logger.hasWarnings()) throw failed(application);
  } finally {
    rmSync(pages, { recursive: true, force: true });
  }
  const report = join(root, CONTRACT_REPORT);
  if (existsSync(report)) copyFileSync(report, join(out, CONTRACT_REPORT));
}

function failed(application: Application): SiteError {
  const { errorCount, warningCount } = application.logger;
  return new SiteError(
    `TypeDoc has found ${errorCount} errors and ${warningCount} warnings, which stand above.\n` +
      "  remedy: mend the comment or the link that each names, then run it again",
  );
}

function options(root: string, out: string, pages: string): Partial<TypeDocOptions> {
  return {
    name: "Typed clients for four platforms",
    entryPointStrategy: "packages",
    entryPoints: listClients(root).map(({ folder }) => folder),
    packageOptions: {
      entryPoints: ["src/index.ts", "src/openapi-fetch.ts", "src/node.ts", "src/testing.ts"],
      excludePrivate: true,
      readme: "README.md",
      disableGit: true,
      disableSources: true,
      excludeExternals: true,
      // openapi-typescript writes it.
      blockTags: [...OptionDefaults.blockTags, "@constant"],
    },
    readme: join(root, "docs", "index.md"),
    projectDocuments: [join(root, "docs/guides/*.md"), join(pages, "*.md")],
    out,
    cleanOutputDir: true,
    highlightLanguages: LANGUAGES,
    customCss: join(import.meta.dirname, "site.css"),
    disableGit: true,
    disableSources: true,
    githubPages: false,
    hideGenerator: true,
    includeHierarchySummary: false,
    includeVersion: true,
    searchInDocuments: true,
    navigation: { includeCategories: true, includeGroups: false, excludeReferences: true },
    validation: { notExported: false, invalidLink: true, rewrittenLink: true, notDocumented: false },
    logLevel: "Warn" as unknown as LogLevel, // it takes the name, too
  };
}
