import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { templateFiles } from "../../src/scaffold/scaffold-package.ts";

const ROOT = join(import.meta.dirname, "../../../..");

/** A package.json without what differs from client to client: the version, which releases raise, and the prose. */
function common(text: string): object {
  const { version, description, ...rest } = JSON.parse(text);
  return rest;
}

// All clients, whichever there are: a fix of what they have in common must not miss one of them.
describe.each(globSync("packages/*-client/package.json", { cwd: ROOT }))("%s", (manifest) => {
  const folder = join(ROOT, dirname(manifest));
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const { platform, name } = JSON.parse(read("package.json")).openapiClient;
  const files = templateFiles({ platform, name, title: "the platform" });

  // A README has prose of its own, a changelog the versions.
  test.each([...files.keys()].filter((path) => !path.endsWith(".md")))("has the template's %s", (path) => {
    const expected = files.get(path) ?? "";
    if (path === "package.json") expect(common(read(path))).toEqual(common(expected));
    else expect(read(path)).toBe(expected);
  });
});
