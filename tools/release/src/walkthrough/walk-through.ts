import { join } from "node:path";
import { parseManifest } from "@workshop/config/client-packages";
import { inTemporaryFolder } from "@workshop/config/in-temporary-folder";
import type { Bump } from "@workshop/rating";
import type { WrittenChangeset } from "../changeset/write-changesets.ts";
import { Consumer } from "./consumer.ts";
import { DOCUMENT_CHANGES, type DocumentChange } from "./document-changes.ts";
import { PACKAGE, PLATFORM, SmallWorkspace } from "./small-workspace.ts";

/** What came of one change. */
export interface WalkThroughStep {
  readonly change: DocumentChange;
  readonly rating: Bump;
  readonly reasons: readonly string[];
  readonly changeset: string;
  /** What `pnpm check` says before and after the changeset is written; nothing if all is well. */
  readonly objections: { readonly before: string; readonly after: string };
  readonly versions: { readonly before: string; readonly after: string };
  /** Why the consumer's old code does not compile with the new package; empty where it does. */
  readonly compileErrors: string;
}

/**
 * Releases a small client, then makes each change to its document, on its own: the code is generated, the changeset
 * written, the version raised, the package built, and a program that was written for the first version is compiled
 * against it.
 *
 * @param onStep is told each step as soon as it is done.
 * @throws {Error} when one of the tools fails, with what it said.
 */
export async function walkThrough(onStep: (step: WalkThroughStep) => void): Promise<readonly WalkThroughStep[]> {
  return await inTemporaryFolder(async (folder) => {
    const workspace = new SmallWorkspace(join(folder, "workspace"));
    const consumer = new Consumer(join(folder, "consumer"));
    const before = release(workspace);
    workspace.build();
    const errors = await consumer.compileWith(workspace);
    if (errors !== "") throw new Error(`the consumer's program does not compile with the first version:\n${errors}`);

    const steps: WalkThroughStep[] = [];
    for (const change of DOCUMENT_CHANGES) {
      workspace.git("reset", "--quiet", "--hard");
      workspace.git("clean", "--quiet", "-d", "--force");
      const step = await makeChange(workspace, consumer, change, before);
      onStep(step);
      steps.push(step);
    }
    return steps;
  });
}

/** The first release, without a registry: version, commit, tag. */
function release(workspace: SmallWorkspace): string {
  workspace.codegen("generate");
  workspace.write(".changeset/first.md", `---\n"@org/${PLATFORM}-client": minor\n---\n\nThe first version.\n`);
  workspace.commit("A client");
  workspace.version();
  workspace.commit("Release");
  const version = versionOf(workspace);
  workspace.git("tag", `@org/${PLATFORM}-client@${version}`);
  return version;
}

async function makeChange(
  workspace: SmallWorkspace,
  consumer: Consumer,
  change: DocumentChange,
  before: string,
): Promise<WalkThroughStep> {
  const document = workspace.read(`specs/${PLATFORM}.yaml`);
  if (!document.includes(change.from)) throw new Error(`the document does not hold what "${change.name}" replaces`);
  workspace.write(`specs/${PLATFORM}.yaml`, document.replace(change.from, change.to));
  workspace.codegen("generate");
  const objectionBefore = workspace.objection();
  // What the command prints for machines is its own type.
  const [written] = JSON.parse(workspace.changeset("--json")) as WrittenChangeset[];
  if (written?.rating === undefined || written.file === undefined) throw new Error(`"${change.name}" was not noticed`);
  const changeset = workspace.read(written.file);
  const objections = { before: objectionBefore, after: workspace.objection() };
  workspace.version();
  workspace.build();
  return {
    change,
    rating: written.rating.bump,
    reasons: written.rating.reasons.map(({ bump, message }) => `${bump}: ${message}`),
    changeset,
    objections,
    versions: { before, after: versionOf(workspace) },
    compileErrors: await consumer.compileWith(workspace),
  };
}

function versionOf(workspace: SmallWorkspace): string {
  return parseManifest(workspace.read(`${PACKAGE}/package.json`)).version;
}
