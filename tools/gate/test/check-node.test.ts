import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const CHECK = join(import.meta.dirname, "../src/check-node.mjs");

test("the Node that the workshop brings along passes in silence", () => {
  expect(spawnSync(process.execPath, [CHECK], { encoding: "utf8" })).toMatchObject({
    status: 0,
    stdout: "",
    stderr: "",
  });
});

test("an older Node is told which one is needed, which one it is, and what to do", () => {
  const old = `Object.defineProperty(process.versions, "node", { value: "20.1.0" }); await import(${JSON.stringify(CHECK)});`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", old], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("runs on Node 24 or later; this is Node 20.1.0");
  expect(stderr).toContain("Install Node 24 and try again");
});
