import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { inTemporaryFolder } from "../src/in-temporary-folder.ts";

const MODULE = pathToFileURL(join(import.meta.dirname, "../src/in-temporary-folder.ts")).href;

test("the folder is gone when the work has ended, well or not", async () => {
  const folder = await inTemporaryFolder(async (given) => {
    expect(existsSync(given)).toBe(true);
    return given;
  });
  expect(existsSync(folder)).toBe(false);
  let failed = "";
  await expect(
    inTemporaryFolder(async (given) => {
      failed = given;
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(existsSync(failed)).toBe(false);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "the folder is gone when %s ends the process in the midst of it",
  async (signal) => {
    const program = `
    import { inTemporaryFolder } from ${JSON.stringify(MODULE)};
    await inTemporaryFolder(async (folder) => {
      process.stdout.write(folder);
      await new Promise((resolve) => setInterval(resolve, 2 ** 31 - 1));
    });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [written] = await once(child.stdout, "data");
    const folder = String(written);
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);
    const [, ended] = await once(child, "exit");
    expect(ended).toBe(signal);
    expect(existsSync(folder)).toBe(false);
  },
);
