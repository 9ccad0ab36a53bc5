/** `pnpm mock`: keeps a Prism mock of every document up, on the same ports each time. */
import { join } from "node:path";
import { styleText } from "node:util";
import { findClientPackage } from "@workshop/config/client-packages";
import { Interrupted, interruptible, untilInterrupted } from "@workshop/config/interruption";
import { repositoryRoot } from "@workshop/config/repository-root";
import { PrismError, startPrism } from "@workshop/contract";
import { DocumentError, listPlatforms, loadPlatform } from "@workshop/openapi";
import { Command, InvalidArgumentError } from "commander";
import { exampleCall } from "./example-call.ts";
import { clientSnippet, curlSnippet } from "./snippet.ts";

const FIRST_PORT = 4010;

interface Mock {
  readonly platform: string;
  readonly url: string;
  readonly operation: string;
  /** A program for the platform's package, to be run where that is installed. */
  readonly snippet: string;
  readonly curl: string;
}

const command = new Command("mock")
  .description(
    "Keeps a Prism mock of every document of specs/ up on 127.0.0.1, on one port after the other in the order of the " +
      "platforms' names, and shows a call of each that can be pasted. Ctrl-C stops them all.",
  )
  .option("--port <first>", "the first port; 0 takes free ones", parsePort, FIRST_PORT)
  .option("--json", "print one JSON document instead of text")
  .action(run);

await command.parseAsync();

async function run(options: { readonly port: number; readonly json?: true }): Promise<void> {
  const interrupted = untilInterrupted();
  try {
    const root = repositoryRoot();
    const platforms = listPlatforms(root);
    const prism = await startPrism(
      platforms.map((platform, index) => ({
        platform,
        document: join(root, "specs", `${platform}.yaml`),
        port: options.port === 0 ? 0 : options.port + index,
      })),
    );
    try {
      const mocks = platforms.map((platform) => describe(root, platform, prism.urls[platform] ?? ""));
      console.log(options.json === true ? JSON.stringify(mocks, undefined, 2) : asText(mocks));
      const problem = await interruptible(interrupted, prism.ended);
      if (problem !== undefined) throw problem;
    } finally {
      await prism.stop();
    }
  } catch (error) {
    if (error instanceof Interrupted) return;
    if (!(error instanceof PrismError) && !(error instanceof DocumentError)) throw error;
    console.error(`${error.message}${error instanceof PrismError ? portHint(error.message) : ""}`);
    process.exitCode = 1;
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

function portHint(message: string): string {
  return message.startsWith("Port ")
    ? " `pnpm mock --port 4100` starts at another one, `--port 0` takes free ones."
    : "";
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_000) throw new InvalidArgumentError("It must be a number from 0 to 65000.");
  return port;
}
