/** `pnpm contract --target <url> --platform <name>`: does a real server do what its document says? */
import { resolve } from "node:path";
import { styleText } from "node:util";
import { Interrupted, interruptible, untilInterrupted } from "@workshop/config/interruption";
import { repositoryRoot } from "@workshop/config/repository-root";
import { PrismError } from "@workshop/contract";
import { DocumentError } from "@workshop/openapi";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { describeReport } from "./describe-report.ts";
import type { SetValue } from "./plan-attempts.ts";
import { parseTarget, TargetError } from "./target.ts";
import { tryTarget } from "./try-target.ts";

const WRONG_USE = 2;

interface Options {
  readonly target: string;
  readonly platform: string;
  readonly operation?: string[];
  readonly credential?: string[];
  readonly destructive?: true;
  readonly set?: SetValue[];
  readonly timeout: number;
  readonly allowInsecureHttp?: true;
  readonly root: string;
  readonly json?: true;
}

const EXPLANATION = `
Which requests are sent
  All cases are derived from the document, and most of them call for something to be deleted. Without
  --destructive only those are sent that cannot touch anything, whatever the server makes of them:
  - requests with a safe method (GET, HEAD, OPTIONS, TRACE);
  - requests that are aimed at nothing: where an overlay names the input that a call reaches at most
    (x-scope, or the list \`asked\` of x-outcome), a random name made for this run stands there.
  That a server has to refuse a request (it is invalid, it lacks credentials) is no reason to send it: a
  server that deviates may take it. Nor is \`x-retry: safe\`: it says that a repeat does no more than the
  first. Each request is looked at once more as it leaves, after Prism has rewritten it.

  --destructive sends every case as it is, with the values of --set. It deletes whatever those name, and
  with some cases whatever there is. Use it on a server that holds nothing.

What is compared
  Status, media type, body and required headers of each response, with the document as it was published: by
  Prism's proxy, and by a check of its own. What the document allows must not be refused as wrong; what the
  document, or a rule of its overlay, forbids must be. Redirects are not followed.

Exit code
  0 nothing deviates, 1 something does, 2 nothing could be tried: wrong use, or nobody answers.

Examples:
  pnpm contract --target http://127.0.0.1:6006 --platform <name>
  API_KEY=... pnpm contract --target https://api.example.com --platform <name> --credential bearer=API_KEY
`;

const program = new Command("pnpm contract")
  .description(
    "Tries the safe part of a platform's contract on a real server, and says where the server deviates from its document.",
  )
  .requiredOption("--target <url>", "the server: the address that all paths are appended to")
  .requiredOption("--platform <name>", "the platform: specs/<name>.yaml")
  .option("--operation <name...>", "only these operations (default: all)")
  .option("--credential <name=VARIABLE...>", "a credential, and the environment variable that holds it")
  .option("--destructive", "send every case as it is: this deletes; see below")
  .option("--set <place=value...>", "a value for all requests, as JSON or text: path.project=demo", collectValue)
  .option("--timeout <ms>", "how long the server has for each response", parseTimeout, 10_000)
  .option("--allow-insecure-http", "let credentials travel over http: to another machine")
  .option("--root <folder>", "the folder that holds specs/", repositoryRoot())
  .option("--json", "print one JSON document instead of text")
  .addHelpText("after", EXPLANATION)
  .showHelpAfterError("(--help shows how it is used)")
  .exitOverride()
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : WRONG_USE;
}

async function run(options: Options): Promise<void> {
  const interrupted = untilInterrupted();
  try {
    const report = await interruptible(
      interrupted,
      tryTarget({
        root: resolve(options.root),
        platform: options.platform,
        target: parseTarget(options.target),
        destructive: options.destructive === true,
        allowInsecureHttp: options.allowInsecureHttp === true,
        timeout: options.timeout,
        signal: interrupted,
        onProgress: showProgress,
        ...(options.operation === undefined ? {} : { operations: options.operation }),
        ...(options.credential === undefined ? {} : { credentials: options.credential }),
        ...(options.set === undefined ? {} : { values: options.set }),
      }),
    );
    console.log(options.json === true ? JSON.stringify(report, undefined, 2) : describeReport(report));
    process.exitCode = report.requests === 0 ? WRONG_USE : report.deviations.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = 130;
      return;
    }
    const isKnown = error instanceof TargetError || error instanceof PrismError || error instanceof DocumentError;
    if (!isKnown) throw error;
    console.error(`${styleText("red", "error", { stream: process.stderr })}: ${error.message}`);
    process.exitCode = WRONG_USE;
  }
}

/** One line that is written over at a terminal, one in fifty requests elsewhere. */
function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} requests${done === total ? "\n" : ""}`);
  else if (done % 50 === 0 || done === total) process.stderr.write(`${done} of ${total} requests\n`);
}

function parseTimeout(text: string): number {
  const timeout = Number(text);
  if (!/^\d+$/.test(text) || timeout < 1) throw new InvalidArgumentError("It must be a number of milliseconds.");
  return timeout;
}

function collectValue(text: string, before: SetValue[] = []): SetValue[] {
  const [, location, name, value] = /^(body|cookies|headers|path|query)\.([^=]+)=(.*)$/s.exec(text) ?? [];
  if (location === undefined || name === undefined || value === undefined) {
    throw new InvalidArgumentError("Write it like path.project=demo, or body.ids=[1,2].");
  }
  return [...before, { place: [location, ...(location === "body" ? name.split(".") : [name])], value: parsed(value) }];
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
