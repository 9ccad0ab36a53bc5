/** `pnpm mock`: keeps `prism mock` up for every document, on the same ports each time. */
import { styleText } from "node:util";
import { findClientPackage } from "@workshop/config/client-packages";
import { Interrupted, interruptible, untilInterrupted } from "@workshop/config/interruption";
import { repositoryRoot } from "@workshop/config/repository-root";
import { DocumentError, listPlatforms, loadPlatform, usableDocument } from "@workshop/openapi";
import { Command, InvalidArgumentError } from "commander";
import { exampleCall } from "./example-call.ts";
import { PrismCommandError, startPrismCommand } from "./prism-command.ts";
import { clientSnippet, curlSnippet } from "./snippet.ts";

const FIRST_PORT = 4010;
const COLOURS = ["cyan", "magenta", "yellow", "green"] as const;

interface Mock {
  readonly platform: string;
  readonly url: string;
  readonly operation: string;
  /** A program for the platform's package, to be run where that is installed. */
  readonly snippet: string;
  readonly curl: string;
}

const command = new Command("pnpm mock")
  .description(
    "Keeps `prism mock` (@stoplight/prism-cli) up for every document of specs/, a process each, on 127.0.0.1, on one port " +
      "after the other in the order of the platforms' names, and shows a call of each that can be pasted. Every other flag " +
      "is handed to Prism as it is. Ctrl-C stops them all.",
  )
  .usage("[options] [flags of prism mock]")
  .option("--port <first>", "the first port; 0 takes free ones", parsePort, FIRST_PORT)
  .option("--json", "print one JSON document on standard output; what Prism logs goes to standard error")
  .addHelpText(
    "after",
    `
Flags of Prism, among others: --dynamic (made-up responses instead of examples), --errors (a request or response that
violates the document is an error), --seed <text>, --verboseLevel error.

Example: pnpm mock --port 4100 --dynamic --seed 1
Exit codes: 0 stopped by you; 1 a mock could not start, or has ended by itself.`,
  )
  .allowUnknownOption()
  .allowExcessArguments()
  .action(run);

await command.parseAsync();

async function run(options: { readonly port: number; readonly json?: true }, { args }: Command): Promise<void> {
  const interrupted = untilInterrupted();
  const stop = new AbortController();
  try {
    const root = repositoryRoot();
    const platforms = listPlatforms(root);
    const width = Math.max(...platforms.map(({ length }) => length));
    const colour = new Map(platforms.map((platform, index) => [platform, COLOURS[index % COLOURS.length] ?? "cyan"]));
    const started = Promise.all(
      platforms.map((platform, index) =>
        startPrismCommand({
          platform,
          document: usableDocument(root, platform).file,
          port: options.port === 0 ? 0 : options.port + index,
          flags: args,
          signal: stop.signal,
          log: (line) => {
            const stream = options.json === true ? process.stderr : process.stdout;
            const prefix = styleText(colour.get(platform) ?? "cyan", `${platform.padEnd(width)} |`, { stream });
            stream.write(`${prefix} ${line}\n`);
          },
        }),
      ),
    );
    // What fails first ends all of them, and is what is told.
    started.catch(() => {});
    const running = await interruptible(interrupted, started);
    const mocks = platforms.map((platform, index) => describe(root, platform, running[index]?.url ?? ""));
    console.log(options.json === true ? JSON.stringify(mocks, undefined, 2) : asText(mocks));
    throw await interruptible(interrupted, Promise.race(running.map(({ ended }) => ended)));
  } catch (error) {
    if (error instanceof Interrupted) return;
    if (!(error instanceof PrismCommandError) && !(error instanceof DocumentError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    stop.abort(new Error("the mocks are stopped"));
  }
}

function describe(root: string, platform: string, url: string): Mock {
  const call = exampleCall(loadPlatform(root, platform), loadPlatform(root, platform, { bare: true }));
  return {
    platform,
    url,
    operation: call.operation,
    snippet: clientSnippet(url, findClientPackage(root, platform), call),
    curl: curlSnippet(url, call),
  };
}

function asText(mocks: readonly Mock[]): string {
  const parts = mocks.map(({ platform, url, snippet, curl }) =>
    [
      `${styled("bold", platform)} ${styled("cyan", url)}`,
      styled("dim", `  in packages/${platform}-client after \`pnpm build\`, or wherever the package is installed:`),
      ...snippet.split("\n").map((line) => (line === "" ? "" : `  ${line}`)),
      styled("dim", "  or in a shell:"),
      `  ${curl}`,
    ].join("\n"),
  );
  const hint = "Another response: the header `Prefer: code=422`. Ctrl-C stops all mocks.";
  return `${parts.join("\n\n")}\n\n${hint}`;
}

/** Colours are for a person at a terminal; `NO_COLOR` is heard. */
function styled(style: "bold" | "cyan" | "dim", text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_000) throw new InvalidArgumentError("It must be a number from 0 to 65000.");
  return port;
}
