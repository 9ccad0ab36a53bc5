/** The runtimes, and how each runs a program. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHROMIUM, CHROMIUM_ARGUMENTS } from "@workshop/config/chromium";
import { freePort } from "@workshop/config/loopback-ports";
import { runCommandMeanwhile } from "@workshop/config/run-command";
import { nodeVersions } from "@workshop/node-versions";
import { chromium } from "playwright-core";
import type { Family } from "./core/cases.ts";
import { type Installed, installRuntimes } from "./install.ts";
import type { LoopbackServer } from "./server.ts";

export interface Programs {
  readonly command: string;
  readonly page: string;
  readonly worker: string;
}

/** A runtime, or why it is left out. */
export interface Runtime {
  readonly name: string;
  readonly family: Family;
  /** `undefined`: it is there. */
  readonly missing: string | undefined;
  /** What the program printed, from `RESULT` on. */
  readonly run: (programs: Programs, server: LoopbackServer) => Promise<string>;
}

const missing = (installed: Installed): string | undefined => ("reason" in installed ? installed.reason : undefined);

/** Runs a command that is told where to send. */
function command(name: string, installed: Installed, ...args: readonly string[]): Runtime {
  return {
    name,
    family: "server",
    missing: missing(installed),
    async run(programs, { url, closedUrl }) {
      const executable = "executable" in installed ? installed.executable : "";
      const all = [...args, programs.command, url, closedUrl];
      const { output } = await runCommandMeanwhile(executable, all, {
        cwd: dirname(programs.command),
        env: { PATH: process.env.PATH, HOME: dirname(programs.command), NO_COLOR: "1" },
      });
      return output;
    },
  };
}

export async function listRuntimes(): Promise<readonly Runtime[]> {
  const { bun, deno, workerd } = await installRuntimes();
  const nodes = nodeVersions().map(({ major, executable }) =>
    command(`Node ${major}`, executable === undefined ? { reason: "npm has none for this machine" } : { executable }),
  );
  return [
    ...nodes,
    command("Deno 2", deno, "run", "--allow-net=127.0.0.1", "--allow-env", "--no-config"),
    command("Bun 1", bun, "run"),
    {
      name: "workerd",
      family: "worker",
      missing: missing(workerd),
      run: (programs, server) => runInWorkerd(workerd, programs, server),
    },
    {
      name: "Chromium",
      family: "browser",
      missing: CHROMIUM !== undefined ? undefined : "no Chromium is installed here (apt-get install chromium)",
      run: runInChromium,
    },
  ];
}

async function runInChromium({ page: program }: Programs, server: LoopbackServer): Promise<string> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM ?? "",
    args: [...CHROMIUM_ARGUMENTS],
  });
  try {
    server.program = program;
    const page = await browser.newPage();
    await page.goto(`${server.url}/page`);
    const target = JSON.stringify({ baseUrl: server.url, closedUrl: server.closedUrl });
    const result = await page.evaluate(`import("/program.mjs").then(() => start(${target})).then(JSON.stringify)`);
    return `RESULT${result}`;
  } finally {
    await browser.close();
  }
}

async function runInWorkerd(installed: Installed, { worker }: Programs, server: LoopbackServer): Promise<string> {
  const port = await freePort();
  const folder = dirname(worker);
  const config = join(folder, "workerd.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "internet", network = (allow = ["local", "private", "public"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-01-01"
);
`,
  );
  const executable = "executable" in installed ? installed.executable : "";
  const child = spawn(executable, ["serve", config], { stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  try {
    const query = [server.url, server.closedUrl].map((url) => `url=${encodeURIComponent(url)}`).join("&");
    for (let tries = 0; tries < 100; tries++) {
      const response = await fetch(`http://127.0.0.1:${port}/?${query}`).catch(() => undefined);
      if (response !== undefined) return await response.text();
      if (child.exitCode !== null) break;
      await sleep(100);
    }
    return printed;
  } finally {
    child.kill();
  }
}
