import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { runCommand } from "@workshop/config/run-command";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTarball } from "../src/tarball.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tarball-"));
  mkdirSync(join(folder, "package/dist"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Packs what lies in the folder, by a program that is not under test. */
function tar(...names: readonly string[]): string {
  const { status, output } = runCommand("tar", ["--format=ustar", "-cf", "a.tar", ...names], folder);
  expect(output).toBe("");
  expect(status).toBe(0);
  writeFileSync(join(folder, "a.tgz"), gzipSync(readFileSync(join(folder, "a.tar"))));
  return join(folder, "a.tgz");
}

test("files come with their path, permission bits and content", () => {
  writeFileSync(join(folder, "package/package.json"), "{}", { mode: 0o644 });
  writeFileSync(join(folder, "package/dist/run.js"), "x".repeat(1025), { mode: 0o755 });
  const files = readTarball(tar("package/package.json", "package/dist/run.js"));
  expect(files.map(({ path, mode, content }) => [path, mode, content.length])).toEqual([
    ["package.json", 0o644, 2],
    ["dist/run.js", 0o755, 1025],
  ]);
  expect(files[1]?.content.toString()).toBe("x".repeat(1025));
});

test("a path of more than 100 characters is put together again", () => {
  const long = `${"a".repeat(80)}/${"b".repeat(80)}.js`;
  mkdirSync(join(folder, "package", "a".repeat(80)));
  writeFileSync(join(folder, "package", long), "");
  expect(readTarball(tar(`package/${long}`))[0]?.path).toBe(long);
});

test("a link is refused", () => {
  symlinkSync("/etc/passwd", join(folder, "package/link"));
  expect(() => readTarball(tar("package/link"))).toThrow("package/link is no plain file");
});

test("a file outside of the package is refused", () => {
  writeFileSync(join(folder, "outside"), "");
  expect(() => readTarball(tar("outside"))).toThrow("outside is not below package/");
});
