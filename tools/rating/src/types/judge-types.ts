import { join } from "node:path";
import { exportedNames, writePackage } from "@workshop/codegen";
import { inTemporaryFolder } from "@workshop/config/in-temporary-folder";
import type { Model } from "@workshop/openapi";
import { linkDependencies, writeModules } from "../compile.ts";
import { type Models, type Progress, type Verdict, verdictOf } from "../rating.ts";
import { ask, type Objection, reasonFor } from "./ask.ts";
import { changedOperations, haveSameOptions, type OperationPair } from "./changed-operations.ts";
import { judgeNames, judgeStatuses } from "./names.ts";
import { questionsAbout, questionsAboutOptions } from "./questions.ts";

/** What both sides' clients are called here. */
const NAME = "Api";
/** Of more changed operations than these it is enough to know which ones break; the document says what others gain. */
const FEW = 100;

/**
 * Generates the client code of both documents and has the type checker say, operation by operation, whether all that a
 * user's code can rely on still holds: what was given is taken, what was read is there. Where nobody says that there is a
 * package, operations are all that counts: names of further types, and options, are told, but break nobody.
 *
 * @throws {Error} when the code of one of the two cannot be generated, or does not compile by itself.
 */
export async function judgeTypes(models: Models, progress: Progress): Promise<Verdict> {
  const { old, next } = models;
  const pairs = changedOperations(models);
  const isSame = pairs.length === 0 && haveSameOptions(models);
  const objections = isSame ? [] : await objectionsTo(models, pairs, progress);
  const names = judgeNames(
    { operations: old.operations, names: exportedNames(old, NAME) },
    { operations: next.operations, names: exportedNames(next, NAME) },
  );
  const reasons = [
    ...names.map((reason) => (reason.rule === "export-removed" ? { ...reason, bump: "minor" as const } : reason)),
    ...pairs.flatMap((pair) => judgeStatuses(pair.old, pair.next)),
    ...objections.map((objection) => {
      const reason = reasonFor(objection, pairs);
      return objection.question.aspect === "options" ? { ...reason, bump: "minor" as const } : reason;
    }),
  ];
  return verdictOf("types", reasons);
}

/** What the type checker says to the code of operations that have changed, and to the options of both clients. */
async function objectionsTo(
  { old, next }: Models,
  pairs: readonly OperationPair[],
  progress: Progress,
): Promise<readonly Objection[]> {
  const changed = new Set(pairs.map((pair) => pair.next.name));
  // The document itself is read for the entry point for openapi-fetch alone, which the types of operations do not need.
  const part = (model: Model): Model => ({
    ...model,
    operations: model.operations.filter(({ name }) => changed.has(name)),
    document: { openapi: model.document.openapi, info: model.document.info, paths: {} },
  });
  return await inTemporaryFolder(async (folder) => {
    progress(`generating the types of ${changed.size} of ${next.operations.length} operations`);
    for (const [name, model] of Object.entries({ old, next })) {
      writeModules(join(folder, name), (await writePackage(model, NAME, part(model))).files);
    }
    linkDependencies(folder);
    progress("comparing types");
    return await ask(folder, { old: "old/index.ts", next: "next/index.ts" }, [
      ...pairs.flatMap((pair) => questionsAbout(pair.old, pair.next, changed.size > FEW ? ["kept"] : undefined)),
      ...questionsAboutOptions(`create${NAME}Client`),
    ]);
  });
}
