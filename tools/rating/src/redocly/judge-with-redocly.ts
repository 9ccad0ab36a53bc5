import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inTemporaryFolder } from "@workshop/config/in-temporary-folder";
import { runCommandMeanwhile } from "@workshop/config/run-command";
import type { DocumentReading } from "@workshop/openapi";
import { type Bump, highestBump, type Reason, type Verdict } from "../verdict.ts";

/** What `redocly diff --format json` prints, as far as it is read here. */
interface Report {
  readonly changes: readonly {
    readonly path: string;
    readonly kind: string;
    readonly impact: Bump;
    readonly verdicts?: readonly { readonly ruleId: string; readonly impact: Bump; readonly message: string }[];
  }[];
}

/**
 * Redocly's opinion of a change, after the overlays. It is a second opinion: where it differs it is worth a look, and
 * it decides nothing, because it calls one harmless change in five breaking (see the README beside the document judge).
 * Lines are not told: Redocly is given the documents as they are after their overlays.
 *
 * @throws Error if Redocly cannot be run, or does not print what is expected of its version.
 */
export async function judgeWithRedocly(old: DocumentReading, next: DocumentReading): Promise<Verdict> {
  return await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "old.json"), JSON.stringify(old.data));
    writeFileSync(join(folder, "new.json"), JSON.stringify(next.data));
    const reasons = reasonsIn(await diff(folder, "old.json", "new.json"));
    return { judge: "redocly", bump: highestBump(reasons.map(({ bump }) => bump)), reasons };
  });
}

async function diff(cwd: string, before: string, after: string): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve("@redocly/cli/package.json");
  const program = join(dirname(manifest), "bin", "cli.js");
  // It would ask a server for its newest version, and send how it is used.
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const args = [program, "diff", before, after, "--format", "json", "--fail-on", "none"];
  const { status, stdout, output } = await runCommandMeanwhile(process.execPath, args, { cwd, env });
  if (status === 0) return stdout;
  throw new Error(`redocly diff ended with ${status}: ${output.trim().slice(-500)}`);
}

function reasonsIn(text: string): Reason[] {
  const { changes } = JSON.parse(text) as Report; // its version is fixed, and so is what it prints
  return changes.flatMap(({ path, kind, impact, verdicts = [] }) => {
    const place = { pointer: path.replace(/^#/u, ""), oldLine: undefined, newLine: undefined };
    const told = verdicts.flatMap((verdict) =>
      verdict.impact === "none"
        ? []
        : { ...place, bump: verdict.impact, rule: `redocly-${verdict.ruleId}`, message: verdict.message },
    );
    if (told.length > 0 || impact === "none") return told;
    return [{ ...place, bump: impact, rule: `redocly-${kind}`, message: `${path} was ${kind}.` }];
  });
}
