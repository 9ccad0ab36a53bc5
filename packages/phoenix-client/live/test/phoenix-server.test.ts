import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { findPython } from "../src/find-python.ts";
import { startPhoenix } from "../src/phoenix-server.ts";
import { Unavailable } from "../src/unavailable.ts";

const STUB = join(import.meta.dirname, "stub");
const never = new AbortController().signal;
const python = await findPython(never).catch((error: unknown) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const missing = python instanceof Unavailable ? ` (not run: ${python.message})` : "";

/** What stands for the server here is a stub, found before anything installed: what is tested is what starts it. */
describe.skipIf(missing !== "")(`a server${missing}`, () => {
  let executable: string;
  beforeAll(() => {
    executable = python instanceof Unavailable ? "" : python.executable;
  });
  const isGone = (url: string) =>
    fetch(url).then(
      () => false,
      () => true,
    );
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("phoenix-data-"));

  test("responses once it is started; after it was stopped it is gone, and so is what it has written", async () => {
    const server = await startPhoenix(executable, { PYTHONPATH: STUB }, never);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(folders()).toHaveLength(1);
    await server.stop();
    await server.stop();
    expect(await isGone(server.url)).toBe(true);
    expect(folders()).toEqual([]);
  });

  test("that ends by itself is an error that tells the end of its log", async () => {
    const starting = startPhoenix(executable, { PYTHONPATH: STUB, STUB_FAILS: "1" }, never);
    await expect(starting).rejects.toThrow(/ended by itself.*no such table: projects/s);
    expect(folders()).toEqual([]);
  });

  test("is not started where there is no such Python", async () => {
    await expect(startPhoenix(join(STUB, "no-python"), {}, never)).rejects.toThrow(/ended by itself.*ENOENT/s);
  });

  test("is gone when whoever started it is killed", async () => {
    const program = join(import.meta.dirname, "start-and-wait.ts");
    const starter = spawn(process.execPath, [program, executable, STUB], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(starter.stdout, "data");
    const url = String(line).trim();
    expect(await isGone(url)).toBe(false);
    starter.kill("SIGKILL");
    await vi.waitFor(async () => expect(await isGone(url)).toBe(true), { timeout: 20_000 });
  });
});
