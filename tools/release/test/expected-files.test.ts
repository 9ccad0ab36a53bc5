import { expect, test } from "vitest";
import { expectedFiles } from "../src/expected-files.ts";

const manifest = (files: readonly string[]) => ({
  name: "a",
  version: "1.0.0",
  files,
  openapiClient: { platform: "a", name: "A" },
});

test("a package consists of what its files list, and what npm always packs", () => {
  expect(expectedFiles(manifest(["dist/index.js", "dist/index.d.ts"]))).toEqual([
    "LICENSE",
    "README.md",
    "dist/index.d.ts",
    "dist/index.js",
    "package.json",
  ]);
});

test.each(["dist", "dist/", "dist/*.js", "!dist/index.js", "../index.js"])(
  "%s in files is refused: it would ship whatever lies there",
  (entry) => {
    expect(() => expectedFiles(manifest([entry]))).toThrow("has to name each file by its path");
  },
);
