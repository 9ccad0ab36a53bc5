import { join } from "node:path";
import { inTemporaryFolder } from "@workshop/config/in-temporary-folder";
import type { Model } from "@workshop/openapi";
import { CORE_FOLDER, type PackageSide } from "../sides/package-side.ts";
import { linkDependencies, linkTestDependencies } from "../types/scratch.ts";
import type { Verdict } from "../verdict.ts";
import { judgePackageTypes } from "./judge-package-types.ts";
import { judgeSource } from "./judge-source.ts";
import { judgeTypeTests } from "./judge-type-tests.ts";

/**
 * Judges two states of a package by what they are made of: its code, its types, and the type tests of the older one.
 *
 * @param models of the two documents, with their overlays.
 * @throws {Error} when one of the two does not compile by itself.
 */
export async function judgePackage(
  old: PackageSide,
  next: PackageSide,
  models: { readonly old: Model; readonly next: Model },
  progress: (step: string) => void,
): Promise<readonly Verdict[]> {
  const { platform } = next;
  return await inTemporaryFolder(async (folder) => {
    old.lay(join(folder, "old"));
    next.lay(join(folder, "next"));
    const documentChanged =
      old.document.text !== next.document.text || (old.overlay?.text ?? "") !== (next.overlay?.text ?? "");
    const source = judgeSource(join(folder, "old"), join(folder, "next"), platform, documentChanged);
    const codeChanged = source.reasons.length > 0;
    if (!codeChanged && !documentChanged) return [source];

    // One runtime where both have the same: its types are then the same to the type checker, too.
    const sameCore = !source.reasons.some(({ rule }) => rule === "runtime-changed");
    linkDependencies(join(folder, "old"), join(folder, sameCore ? "next" : "old", CORE_FOLDER));
    linkDependencies(join(folder, "next"), join(folder, "next", CORE_FOLDER));
    linkTestDependencies(folder);
    progress("comparing the types of the packages, and compiling the older type tests");
    const [types, tests] = await Promise.all([
      judgePackageTypes({ folder, platform, ...models, codeChanged }),
      judgeTypeTests(folder, platform),
    ]);
    return [types, ...(tests === undefined ? [] : [tests]), source];
  });
}
