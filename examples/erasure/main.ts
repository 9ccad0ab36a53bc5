import { rmSync, writeFileSync } from "node:fs";
import { isInvalidRequestError } from "@org/galileo-client";
import { Command } from "commander";
import { erase } from "./erase.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { Journal, JournalError } from "./journal.ts";
import {
  digestOf,
  makePlan,
  PlanError,
  readApprovedPlan,
  readRequest,
  refuseOtherRequests,
  writePlan,
} from "./plan.ts";
import { connect } from "./platforms.ts";

const program = new Command("erasure")
  .description("Erases what belongs to one person from four platforms, and shows what is known of it afterwards.")
  .addHelpText(
    "after",
    `
Each platform is set by <PLATFORM>_API_KEY and, where it is not the vendor's own, <PLATFORM>_URL in the environment.

Example:
  node erasure/main.ts plan request.json --out plan.json
  node erasure/main.ts run plan.json --approve sha256-... --journal journal.jsonl --evidence evidence.json

Exit codes: 0 all of it is done or accepted; 1 something was refused or not sent; 2 wrong use, or a plan that must not be
carried out; 3 the outcome of a step is unknown: a person has to look.`,
  )
  .showHelpAfterError();

program
  .command("plan")
  .description("shows what would be sent, and writes it to a file; sends nothing")
  .argument("<request>", "the request for erasure, a JSON file: see request.example.json")
  .requiredOption("--out <file>", "where the plan goes; it must not exist yet")
  .action((file: string, { out }: { out: string }) => {
    const request = readRequest(file);
    const erasers = connect(request.steps, process.env);
    const plan = makePlan(request, erasers, new Date());
    writePlan(out, plan);
    for (const { id, request: planned } of plan.steps) {
      console.log(`${id}: ${planned.method} ${planned.url}\n  ${planned.body ?? "no body"}`);
    }
    console.log(
      `\nRead it. To have it carried out before ${plan.validUntil}, approve exactly this:\n${digestOf(plan)}`,
    );
  });

program
  .command("run")
  .description("carries an approved plan out; run it again after anything, and it goes on where it was")
  .argument("<plan>", "what `plan` has written")
  .requiredOption("--approve <digest>", "the digest of the plan that a person has read")
  .requiredOption("--journal <file>", "what has happened, a line each; keep it")
  .requiredOption("--evidence <file>", "where the evidence goes, as JSON")
  .action(async (file: string, options: { approve: string; journal: string; evidence: string }) => {
    const plan = readApprovedPlan(file, options.approve, new Date());
    const erasers = connect(plan.steps, process.env);
    refuseOtherRequests(file, plan, erasers);
    const journal = Journal.open(options.journal, options.approve);
    try {
      await erase(plan, journal, erasers, ({ id }, state) => console.log(`${id}: ${state}`));
    } finally {
      const evidence = evidenceOf(plan, journal, new Date());
      // Old evidence must not be taken for new, should the disk be full.
      rmSync(options.evidence, { force: true });
      writeFileSync(options.evidence, `${JSON.stringify(evidence, undefined, 2)}\n`);
      journal.close();
      process.exitCode = exitCode(evidence);
    }
  });

function exitCode(evidence: Evidence): number {
  if (evidence.unknown.length > 0) return 3;
  return evidence.refused.length + evidence["not sent"].length > 0 ? 1 : 0;
}

try {
  await program.parseAsync();
} catch (error) {
  const isKnown = error instanceof PlanError || error instanceof JournalError || isInvalidRequestError(error);
  console.error(
    isKnown || (error instanceof Error && /_(URL|API_KEY) is not set/.test(error.message))
      ? (error as Error).message
      : error,
  );
  process.exitCode = 2;
}
