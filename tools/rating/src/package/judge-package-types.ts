import { join } from "node:path";
import { readManifest } from "@workshop/config/client-packages";
import type { Model } from "@workshop/openapi";
import { packageFolder } from "../sides/package-side.ts";
import { ask } from "../types/ask.ts";
import { changedOperations } from "../types/changed-operations.ts";
import { judgeNames } from "../types/judge-names.ts";
import { judgeStatuses } from "../types/judge-statuses.ts";
import { questionAboutExport, questionsAbout, questionsAboutOptions } from "../types/questions.ts";
import { type OperationPair, reasonFor } from "../types/reasons.ts";
import { highestBump, type Verdict } from "../verdict.ts";
import { namesExportedBy } from "./exported-names.ts";

/** Both states of a package, laid out in one folder. */
export interface LaidOut {
  readonly folder: string;
  readonly platform: string;
  readonly old: Model;
  readonly next: Model;
  /** Whether something else than the document or its overlay changed: then every operation is looked at. */
  readonly codeChanged: boolean;
}

/**
 * Has the type checker say whether all that a user's code can rely on in the old package still holds in the new one:
 * every operation, the options, and whatever else the package exports.
 *
 * @throws {Error} when one of the two does not compile by itself.
 */
export async function judgePackageTypes({ folder, platform, old, next, codeChanged }: LaidOut): Promise<Verdict> {
  const entry = join(packageFolder(platform), "src/index.ts");
  const before = { operations: old.operations, names: namesExportedBy(join(folder, "old", entry)) };
  const after = { operations: next.operations, names: namesExportedBy(join(folder, "next", entry)) };
  const kept = before.names.values.filter((name) => after.names.values.includes(name));
  const shared = sharedOperations(old, next).filter((pair) => kept.includes(pair.next.name));
  const pairs = codeChanged ? shared : changedOperations(old, next);
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
  return { judge: "types", bump: highestBump(reasons.map(({ bump }) => bump)), reasons };
}

function sharedOperations(old: Model, next: Model): OperationPair[] {
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
