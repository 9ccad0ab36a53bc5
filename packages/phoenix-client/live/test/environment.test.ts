import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { makeEnvironment } from "../src/environment.ts";
import { findPython } from "../src/find-python.ts";
import { Unavailable } from "../src/unavailable.ts";

const never = new AbortController().signal;
const quiet = () => undefined;
const made = () => readdirSync(tmpdir()).filter((name) => name.startsWith("phoenix-environment-"));

afterEach(() => vi.unstubAllEnvs());

// A virtual environment takes a busy machine its time.
test("an index that cannot be reached is a reason to skip, and nothing is left behind", {
  timeout: 240_000,
}, async () => {
  vi.stubEnv("PHOENIX_LIVE_ENVIRONMENT", "");
  // Port 9 of the loopback: nobody listens there.
  for (const name of ["PIP_INDEX_URL", "UV_DEFAULT_INDEX"]) vi.stubEnv(name, "http://127.0.0.1:9/simple");
  vi.stubEnv("PIP_FIND_LINKS", "");
  await expect(makeEnvironment(quiet, never)).rejects.toBeInstanceOf(Unavailable);
  expect(made()).toEqual([]);
});

test("a path without any Python is a reason to skip, which names the versions that would do", async () => {
  vi.stubEnv("PATH", join(tmpdir(), "nothing-here"));
  vi.stubEnv("PHOENIX_LIVE_PYTHON", "");
  const finding = findPython(never);
  await expect(finding).rejects.toBeInstanceOf(Unavailable);
  await expect(finding).rejects.toThrow("there is no Python 3.11 to 3.14 on the path");
});

test("a Python that was named and is none is an error", async () => {
  vi.stubEnv("PHOENIX_LIVE_PYTHON", join(tmpdir(), "no-python"));
  const finding = findPython(never);
  await expect(finding).rejects.toThrow("PHOENIX_LIVE_PYTHON has to name Python 3.11 to 3.14");
  await expect(finding).rejects.not.toBeInstanceOf(Unavailable);
});

test("a folder that holds something else is not taken for an environment", async ({ skip }) => {
  const python = await findPython(never).catch((error: unknown) => error);
  if (python instanceof Unavailable) skip(python.message);
  const folder = mkdtempSync(join(tmpdir(), "mine-"));
  writeFileSync(join(folder, "thesis.txt"), "three years of work");
  vi.stubEnv("PHOENIX_LIVE_ENVIRONMENT", folder);
  await expect(makeEnvironment(quiet, never)).rejects.toThrow(/PHOENIX_LIVE_ENVIRONMENT names .*something else/);
  expect(readdirSync(folder)).toEqual(["thesis.txt"]);
});
