import { expect, test } from "vitest";
import { differingFiles, type PackedClient, problemsOf } from "../src/publish/packed-client.ts";
import type { PackedFile } from "../src/tarball.ts";

const file = (path: string, content = "", mode = 0o644): PackedFile => ({ path, mode, content: Buffer.from(content) });

const packed = (...files: readonly PackedFile[]): PackedClient => ({
  manifest: {
    name: "@org/a-client",
    version: "1.0.0",
    files: ["dist/index.js"],
    openapiClient: { platform: "a", name: "A" },
  },
  tarball: "package.tgz",
  integrity: "sha512-",
  files: [file("LICENSE"), file("README.md"), file("package.json"), ...files],
});

test("a tarball with its files, and with nothing else, has no problem", () => {
  expect(problemsOf(packed(file("dist/index.js")), "/workspace")).toEqual([]);
});

test("a file too many, a file too few, a program and a path of the machine are each named", () => {
  expect(problemsOf(packed(file("dist/.env", "made in /workspace", 0o755)), "/workspace")).toEqual([
    "@org/a-client: dist/.env is not to be published",
    "@org/a-client: dist/index.js is missing",
    "@org/a-client: dist/.env has the mode 755",
    "@org/a-client: dist/.env:1: the path of the workspace",
  ]);
});

test("two tarballs differ in content, in modes, and in what only one of them has; the order does not matter", () => {
  const one = [file("a", "1"), file("b", "1"), file("c"), file("same", "1")];
  const other = [file("same", "1"), file("d"), file("b", "1", 0o755), file("a", "2")];
  expect(differingFiles(one, other)).toEqual(["a", "b", "c", "d"]);
  expect(differingFiles(one, one.toReversed())).toEqual([]);
});
