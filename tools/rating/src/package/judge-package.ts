import { join } from "node:path";
import { readManifest } from "@workshop/config/client-packages";
import { inTemporaryFolder } from "@workshop/config/in-temporary-folder";
import { linkDependencies, linkTestDependencies } from "../compile.ts";
import { type Models, type Progress, type Verdict, verdictOf } from "../rating.ts";
import { CORE_FOLDER, type PackageSide, packageFolder } from "../sides/package-side.ts";
import { ask, reasonFor } from "../types/ask.ts";
import { changedOperations, type OperationPair } from "../types/changed-operations.ts";
import { judgeNames, judgeStatuses } from "../types/names.ts";
import { questionAboutExport, questionsAbout, questionsAboutOptions } from "../types/questions.ts";
import { namesExportedBy } from "./exported-names.ts";
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
  models: Models,
  progress: Progress,
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

/** Both states of a package, laid out in one folder. */
interface LaidOut extends Models {
  readonly folder: string;
  readonly platform: string;
  /** Whether something else than the document or its overlay changed: then every operation is looked at. */
  readonly codeChanged: boolean;
}

/**
 * Has the type checker say whether all that a user's code can rely on in the old package still holds in the new one:
 * every operation, the options, and whatever else the package exports.
 *
 * @throws {Error} when one of the two does not compile by itself.
 */
async function judgePackageTypes({ folder, platform, old, next, codeChanged }: LaidOut): Promise<Verdict> {
  const entry = join(packageFolder(platform), "src/index.ts");
  const before = { operations: old.operations, names: namesExportedBy(join(folder, "old", entry)) };
  const after = { operations: next.operations, names: namesExportedBy(join(folder, "next", entry)) };
  const kept = before.names.values.filter((name) => after.names.values.includes(name));
  const shared = sharedOperations({ old, next }).filter((pair) => kept.includes(pair.next.name));
  const pairs = codeChanged ? shared : changedOperations({ old, next });
  const named = new Set(shared.map((pair) => pair.next.name));
  const name = clientName(join(folder, "next", packageFolder(platform)));
  const makers = [`create${name}Client`, `create${name}Transport`].filter((maker) => kept.includes(maker));
  const others = kept.filter((value) => !named.has(value) && !makers.includes(value));
  const objections = await ask(folder, { old: join("old", entry), next: join("next", entry) }, [
    ...pairs.flatMap((pair) => questionsAbout(pair.old, pair.next)),
    ...makers.slice(0, 1).flatMap(questionsAboutOptions),
    ...(codeChanged ? others.map(questionAboutExport) : []),
  ]);
  const reasons = [
    ...judgeNames(before, after),
    ...pairs.flatMap((pair) => judgeStatuses(pair.old, pair.next)),
    ...objections.map((objection) => reasonFor(objection, pairs)),
  ];
  return verdictOf("types", reasons);
}

function sharedOperations({ old, next }: Models): OperationPair[] {
  const before = new Map(old.operations.map((operation) => [operation.name, operation]));
  return next.operations.flatMap((operation) => {
    const predecessor = before.get(operation.name);
    return predecessor === undefined ? [] : [{ old: predecessor, next: operation, alike: 0 }];
  });
}

/** The platform's name in code, as package.json says it. */
function clientName(folder: string): string {
  return readManifest(folder).openapiClient.name;
}
