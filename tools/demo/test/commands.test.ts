import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { repositoryRoot } from "@workshop/config/repository-root";
import { listPlatforms } from "@workshop/openapi";
import { expect, test } from "vitest";
import { lock } from "../src/folder-lock.ts";
import { runInGroup } from "../src/process-group.ts";
import { resultTable } from "../src/result-table.ts";
import { literal } from "../src/snippet.ts";

const PATIENCE = { timeout: 60_000 };
const COMMANDS = join(import.meta.dirname, "..", "src");

interface Running {
  readonly child: ChildProcess;
  /** Of both streams. */
  readonly output: () => string;
  /** Of standard output. */
  readonly printed: () => string;
  readonly exit: Promise<number | null>;
}

function command(name: string, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [join(COMMANDS, `${name}.ts`), ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let [text, out] = ["", ""];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  return {
    child,
    output: () => text,
    printed: () => out,
    exit: once(child, "close").then(([code]: (number | null)[]) => code ?? null),
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(20);
}

test.each(["mock", "start"])("%s explains itself", PATIENCE, async (name) => {
  const { output, exit } = command(name, "--help");
  expect(await exit).toBe(0);
  expect(output()).toContain(`Usage: pnpm ${name}`);
});

test.each(["x", "-1", "70000"])("mock refuses the port %s", PATIENCE, async (port) => {
  const { output, exit } = command("mock", "--port", port);
  expect(await exit).toBe(1);
  expect(output()).toContain("a number from 0 to 65000");
});

test(
  "mock --json tells a mock of each document, a snippet and a curl line, and Ctrl-C ends it with 0",
  PATIENCE,
  async () => {
    const { child, printed, exit } = command("mock", "--json", "--port", "0");
    await until(() => printed().trimEnd().endsWith("]"));
    const mocks: { platform: string; url: string; operation: string; snippet: string; curl: string }[] = JSON.parse(
      printed(),
    );
    expect(mocks.map(({ platform }) => platform)).toEqual(listPlatforms(repositoryRoot()));
    for (const { url, operation, snippet, curl } of mocks) {
      expect(snippet).toContain(`.${operation}.result(`);
      expect(snippet).toContain(url);
      const shell = spawn("sh", ["-c", `${curl} --silent --output /dev/null --write-out '%{http_code}'`]);
      let status = "";
      shell.stdout.on("data", (chunk: Buffer) => (status += chunk.toString()));
      await once(shell, "close");
      // Where there is no curl there is nothing to show.
      if (status !== "") expect(status).toMatch(/^20\d$/);
    }
    child.kill("SIGINT");
    expect(await exit).toBe(0);
    for (const { url } of mocks) await expect(fetch(url)).rejects.toThrow();
  },
);

test(
  "mock hands the flags that it does not know to Prism, and says which platform each line is of",
  PATIENCE,
  async () => {
    const { child, output, exit } = command("mock", "--port", "0", "--dynamic", "--seed", "1");
    await until(() => output().includes("Ctrl-C stops all mocks"));
    for (const platform of listPlatforms(repositoryRoot())) {
      expect(output()).toMatch(new RegExp(`^${platform} *\\| .*Prism is listening on http://127.0.0.1:\\d+`, "m"));
    }
    child.kill("SIGINT");
    expect(await exit).toBe(0);
  },
);

test("a mock that Prism does not start, or that ends by itself, ends all of them with 1", PATIENCE, async () => {
  const { output, exit } = command("mock", "--port", "0", "--verboseLevel", "nonsense");
  expect(await exit).toBe(1);
  expect(output()).toMatch(/The mock of \w+ has ended with 1\. Its last words stand above/);
  expect(output()).toContain("Choices:");
});

test("mock says which port is taken, and what to do", PATIENCE, async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { output, exit } = command("mock", "--port", String(port));
  expect(await exit, output()).toBe(1);
  // Of the ports after it, another test may hold one, whose mock can be the first to say so.
  const taken = Number(/^Port (\d+) on 127\.0\.0\.1 is taken/m.exec(output())?.[1]);
  expect(taken, output()).toBeGreaterThanOrEqual(port);
  expect(taken).toBeLessThan(port + listPlatforms(repositoryRoot()).length);
  expect(output()).toContain("`pnpm mock --port 4100` starts at another one");
  server.close();
});

/** A program with a child of its own that lives for a minute and writes its id to a file; `stubborn` ones ignore Ctrl-C. */
function family(stubborn: boolean): { args: string[]; idFile: string } {
  const idFile = join(mkdtempSync(join(tmpdir(), "contract-")), "id");
  const ignore = stubborn ? "process.on('SIGINT', () => {});" : "";
  const grandchild = `${ignore}setTimeout(() => {}, 60000)`;
  const program = `${ignore}
    const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}]);
    require('node:fs').writeFileSync(${JSON.stringify(idFile)}, String(child.pid));
    setTimeout(() => {}, 60000);`;
  return { args: ["-e", program], idFile };
}

test.each([
  ["obeys", false],
  ["does not obey", true],
])(
  "a program that %s is ended with all its children when the command is interrupted",
  PATIENCE,
  async (_words, stubborn) => {
    const { args, idFile } = family(stubborn);
    const controller = new AbortController();
    const running = runInGroup(process.execPath, args, {
      cwd: tmpdir(),
      env: process.env,
      signal: controller.signal,
      patience: 300,
    });
    running.catch(() => {});
    await until(() => existsSync(idFile));
    await wait(200);
    const grandchild = Number(readFileSync(idFile, "utf8"));
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(() => process.kill(grandchild, 0)).toThrow();
  },
);

test("a program's exit code is told, and a missing program is an error", async () => {
  const options = { cwd: tmpdir(), env: process.env, signal: new AbortController().signal };
  expect(await runInGroup(process.execPath, ["-e", "process.exit(3)"], options)).toBe(3);
  await expect(runInGroup("/no/such/program", [], options)).rejects.toThrow("ENOENT");
});

test("a lock is held by one at a time, waits are told once, and a dead holder does not count", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "contract-")), "lock");
  const { signal } = new AbortController();
  const holders: number[] = [];
  const release = await lock(file, signal, (holder) => holders.push(holder));
  const second = lock(file, signal, (holder) => holders.push(holder));
  await wait(250);
  expect(holders).toEqual([process.pid]);
  release();
  (await second)();
  expect(existsSync(file)).toBe(false);
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "close");
  writeFileSync(file, String(dead.pid));
  (await lock(file, signal, (holder) => holders.push(holder)))();
  expect(holders).toEqual([process.pid]);
});

test("whoever waits for a lock can be interrupted", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "contract-")), "lock");
  writeFileSync(file, String(process.pid));
  const controller = new AbortController();
  const waiting = lock(file, controller.signal, () => controller.abort(new Error("enough")));
  await expect(waiting).rejects.toThrow("enough");
});

test("the table shows what was called, how, and what came of it", () => {
  const built = {
    name: "@org/orchard-client",
    file: "dist/index.js",
    bytes: 12_345,
    bundledBytes: 4_321,
    createClient: () => ({}),
  };
  const call = { operation: "fellTree", requestLine: "DELETE /trees/1?label=x", status: 204, response: undefined };
  const table = resultTable([{ platform: "orchard", built, call }], 160);
  for (const text of ["orchard", "fellTree", "DELETE /trees/1?label=x", "204", "no body", "12.3 kB; 4.3 kB"]) {
    expect(table).toContain(text);
  }
});

test("an input is written as a person would write it", () => {
  expect(literal({ path: { id: 1 }, "x-y": ['a"b', null], empty: {} })).toBe(
    '{ path: { id: 1 }, "x-y": ["a\\"b", null], empty: {} }',
  );
  expect(literal({ text: "x".repeat(120) })).toBe(`{\n  text: "${"x".repeat(120)}",\n}`);
});
