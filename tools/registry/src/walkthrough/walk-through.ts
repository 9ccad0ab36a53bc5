import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@workshop/config/repository-root";
import type { Bump } from "@workshop/rating";
import { runChild } from "@workshop/release";
import { NpmConfiguration } from "../npm-configuration.ts";
import { publishDependencies } from "../publish-dependencies.ts";
import { startRegistry } from "../registry.ts";
import type { ReleaseOutput } from "../release-command.ts";
import { WorkspaceCopy } from "../workspace-copy.ts";
import { enumOfParameter } from "./enum-value.ts";
import { UserProject } from "./user-project.ts";
import { type ChangingVendor, changingVendor, startVendors, type Vendor } from "./vendor.ts";

const WORKSPACE = repositoryRoot();

/** What the vendor publishes in place of its page. */
interface Change {
  readonly name: string;
  readonly text: string;
}

/** What came of one change of a page, from the vendor's site to a user's project. */
export interface WalkThroughStep {
  /** What the vendor did. */
  readonly change: string;
  readonly page: string;
  readonly update: { readonly state: string; readonly added: number; readonly removed: number };
  readonly rating: Bump;
  readonly reasons: readonly string[];
  /** The changeset, as it was written. */
  readonly changeset: string;
  readonly contract: { readonly passed: number; readonly failed: number };
  /** What the registry got: one new version, and nothing else. */
  readonly released: { readonly name: string; readonly from: string; readonly to: string; readonly others: number };
  /** Why the user's old program does not compile with the new version; empty where it does. */
  readonly compileErrors: string;
  /** Whether the program compiles exactly if the rating is not major. */
  readonly isTrue: boolean;
}

/** How to walk. */
export interface WalkThroughOptions {
  /** Told what is being done. */
  readonly progress: (step: string) => void;
  /** Ends it; everything that was started or written for it goes. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Goes the whole way twice, in a copy of this workspace: a vendor changes one value of an enum on its documentation page,
 * the document is updated, the client generated, the change rated and announced, the contract suite run, the client
 * released to a private registry, and a user who has the version before installs the new one: first with a value more,
 * then without the one that the user's program sends.
 *
 * @throws {Error} when one of the tools fails, with what it printed.
 */
export async function walkThrough(options: WalkThroughOptions): Promise<readonly WalkThroughStep[]> {
  const { progress } = options;
  await using stack = new AsyncDisposableStack();
  progress("starting a registry, and copying the workspace");
  const registry = stack.adopt(await startRegistry(), (started) => started.stop());
  const copy = stack.adopt(new WorkspaceCopy(WORKSPACE), (made) => made.remove());
  const maintainer = stack.adopt(NpmConfiguration.added(registry.url, registry.token), (made) => made.remove());
  const user = stack.adopt(NpmConfiguration.alone(registry.url, registry.token), (made) => made.remove());
  const project = stack.adopt(new UserProject(user, options.signal), (made) => made.remove());
  await publishDependencies(join(import.meta.dirname, "../../node_modules/openapi-fetch"), user.environment);
  progress("publishing the vendors' pages on sites of their own, and importing them from there");
  const vendors = await startVendors(copy.root);
  for (const { site } of vendors) stack.defer(() => site.stop());
  const walk = new Walk({ ...options, copy, maintainer, project });
  for (const vendor of vendors) await walk.import(vendor);
  const vendor = changingVendor(vendors);
  await walk.begin(vendor);
  const changes = changesOf(vendor);
  return [await walk.follow(vendor, changes.more), await walk.follow(vendor, changes.less)];
}

/** First a value more, then, without anything else being new, the one less that the user's program sends. */
function changesOf({ values, used }: ChangingVendor): Readonly<Record<"more" | "less", Change>> {
  const later = `${used}-later`;
  const text = values.with(later);
  const less = enumOfParameter(text)?.without(used);
  if (less === undefined) throw new TypeError("an enum with one value more is still there");
  return {
    more: { name: `\`${values.parameter}\` may also be "${later}"`, text },
    less: { name: `\`${values.parameter}\` may no longer be "${used}"`, text: less },
  };
}

interface Surroundings extends WalkThroughOptions {
  readonly copy: WorkspaceCopy;
  readonly maintainer: NpmConfiguration;
  readonly project: UserProject;
}

class Walk {
  private readonly around: Surroundings;
  private version = "";

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Imports a page from its site; the document has to stay what it is, byte for byte. */
  async import({ platform, site, page }: Vendor): Promise<void> {
    const address = `${site.url}${site.pathOf(page)}`;
    await this.inCopy("pnpm", "spec", "import", address, "--platform", platform);
    const changed = (await this.inCopy("git", "diff", "--name-only")).trim();
    if (changed !== "specs/sources.json" && changed !== "") throw new Error(`the import has changed ${changed}`);
  }

  /** The first release of everything, and a user who writes a program for it. */
  async begin(vendor: ChangingVendor): Promise<void> {
    const { progress, copy, project } = this.around;
    copy.commit("Follow the vendors' sites");
    progress("releasing all clients for the first time");
    this.version = versionOf(await this.release(), vendor);
    progress(`a user installs ${vendor.client.manifest.name}@${this.version}, and writes a program`);
    project.write(vendor, copy.root);
    await project.install(`${vendor.client.manifest.name}@${this.version}`);
    const errors = await project.compile();
    if (errors !== "") throw new Error(`the program does not compile with the first version:\n${errors}`);
  }

  async follow(vendor: ChangingVendor, { name, text }: Change): Promise<WalkThroughStep> {
    const { progress, copy, project } = this.around;
    const { platform, site, page, client } = vendor;
    const path = site.pathOf(page);
    progress(`the vendor changes its page: ${name}`);
    site.served.set(path, site.markdown({ ...page, text }));
    progress("spec update");
    const updated = this.printed<Updated>(await this.inCopy("pnpm", "--silent", "spec", "update", "--json"));
    const update = updated.find((one) => one.platform === platform);
    const others = updated.filter(({ state }) => state === "unchanged").length;
    if (update?.state !== "updated" || others !== updated.length - 1)
      throw new Error("that one document was not updated");
    progress("generate");
    await this.inCopy("pnpm", "generate");
    progress("spec changeset: rates the change, and announces it");
    const written = this.printed<Announced>(await this.inCopy("pnpm", "--silent", "spec", "changeset", "--json"));
    const [announced, ...more] = written.filter(({ state }) => state === "written");
    if (announced?.rating === undefined || more.length > 0) throw new Error("that one change was not announced");
    // The release turns it into a version and a changelog.
    const changeset = readFileSync(join(copy.root, announced.file), "utf8");
    progress("the contract suite, against a mock that was started from the new document");
    await this.inCopy("pnpm", "--filter", client.manifest.name, "run", "test");
    const contract = this.tally(client.folder);
    copy.commit(`${platform}: ${name}`);
    progress("releasing it");
    const from = this.version;
    const release = await this.release();
    this.version = versionOf(release, vendor);
    progress(`the user installs ${client.manifest.name}@${this.version}`);
    await project.install(`${client.manifest.name}@${this.version}`);
    const compileErrors = await project.compile();
    const { bump, reasons } = announced.rating;
    return {
      change: name,
      page: `${site.url}${path}`,
      update: { state: update.state, added: update.difference?.added ?? 0, removed: update.difference?.removed ?? 0 },
      rating: bump,
      reasons: reasons.map((reason) => `${reason.bump}: ${reason.message}`),
      changeset,
      contract,
      released: {
        name: client.manifest.name,
        from,
        to: this.version,
        others: release.packages?.filter(({ state }) => state === "already there").length ?? 0,
      },
      compileErrors,
      isTrue: (compileErrors === "") === (bump !== "major"),
    };
  }

  private async release(): Promise<ReleaseOutput> {
    const released = await this.inCopy("pnpm", "--silent", "release", "--json");
    return JSON.parse(released) as ReleaseOutput; // the command's own format
  }

  /** What the tests of a package said, in the copy. */
  private tally(folder: string): { passed: number; failed: number } {
    const file = join(this.around.copy.root, "packages", folder.split("/").at(-1) ?? "", ".reports/test.json");
    // Vitest's own format, of the one version that is installed.
    const report = JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  }

  /** Runs a command as a maintainer, in the copy. */
  private async inCopy(file: string, ...args: readonly string[]): Promise<string> {
    const { copy, maintainer, signal } = this.around;
    const env = { ...process.env, ...maintainer.environment };
    const { status, stdout, output } = await runChild(file, args, { cwd: copy.root, env, signal });
    if (status !== 0) throw new Error(`${[file, ...args].join(" ")} ended with ${status}:\n${output}`);
    return stdout;
  }

  /** What a command of ours prints as JSON. */
  private printed<Item>(text: string): readonly Item[] {
    return JSON.parse(text) as readonly Item[];
  }
}

/** What `spec update --json` prints of a platform, as far as it is read here. */
interface Updated {
  readonly platform: string;
  readonly state: string;
  readonly difference?: { readonly added: number; readonly removed: number };
}

/** What `spec changeset --json` prints of a package, as far as it is read here. */
interface Announced {
  readonly state: string;
  readonly file: string;
  readonly rating?: {
    readonly bump: Bump;
    readonly reasons: readonly { readonly bump: Bump; readonly message: string }[];
  };
}

function versionOf({ packages = [] }: ReleaseOutput, { client }: Vendor): string {
  const released = packages.find(({ name }) => name === client.manifest.name);
  if (released?.state !== "published") throw new Error(`${client.manifest.name} was not published`);
  return released.version;
}
