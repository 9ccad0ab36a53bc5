import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { FOLDERS } from "../src/miniature.ts";
import { miniature } from "./support/miniature-of-test.ts";
import { useRegistry } from "./support/registry-of-tests.ts";

const { release, versionsOf } = useRegistry();

/** A process in which every path with this in it lies on a full disk. */
const fullDisk = (path: string): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../src/full-disk.mjs"))}`,
  FULL_DISK: path,
});

test("changes that are not committed are not released", async () => {
  const subject = miniature();
  subject.write({ "notes.txt": "Nobody knows of me.\n" });
  const { status, result } = await release({ root: subject.root });
  expect(status).toBe(1);
  expect(result.error).toMatchObject({
    step: "prepare",
    rule: "the work tree has changes that are not committed:\n?? notes.txt",
  });
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a dry run does all but commit, publish and tag, with what is not committed, too", async () => {
  const subject = miniature();
  subject.write({ [`${FOLDERS[0]}/source.js`]: "export const response = 43;\n" });
  subject.git("add", "--all");
  subject.write({ [`${FOLDERS[1]}/source.js`]: "export const response = 44;\n" });
  const before = [subject.state(), subject.git("status", "--porcelain=v2", "--ignored", "--", ":!.turbo")];
  const { status, result, output } = await release({ root: subject.root, flags: ["--dry-run"] });
  expect(status, output).toBe(0);
  expect(result.packages).toMatchObject([
    { version: "0.1.0", state: "would be published" },
    { version: "0.1.0", state: "would be published" },
  ]);
  expect([subject.state(), subject.git("status", "--porcelain=v2", "--ignored", "--", ":!.turbo")]).toEqual(before);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a disk that is full when the versions are written leaves everything as it was", async () => {
  const subject = miniature();
  const before = subject.state();
  const { status, result, output } = await release({ root: subject.root, environment: fullDisk("CHANGELOG.md") });
  expect([status, result.error?.step], output).toEqual([1, "version"]);
  expect(result.error).toMatchObject({
    rule: expect.stringContaining("the disk is full"),
    remedy: "make room, then run it again",
  });
  expect(subject.state()).toEqual(before);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a disk that is full when the tarballs are kept stops the release before it publishes", async () => {
  const subject = miniature();
  const before = subject.state();
  const { status, result, output } = await release({
    root: subject.root,
    environment: fullDisk("-0.1.0.cdx.json"),
  });
  expect([status, result.error?.step], output).toEqual([1, "check"]);
  expect(result.error?.rule).toContain("the disk is full");
  expect(subject.state()).toEqual(before);
  // One tarball is there, whole; nothing that is half written is.
  expect(readdirSync(join(subject.root, ".release")).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("the tarballs are kept with their SBOMs beside them", async () => {
  const subject = miniature();
  const flags = ["--dry-run", "--out", join(subject.root, ".release")];
  expect((await release({ root: subject.root, flags })).status).toBe(0);
  const base = subject.names.map((name) => `${name.replace("@", "").replace("/", "-")}-0.1.0`);
  expect(readdirSync(join(subject.root, ".release")).sort()).toEqual(
    base.flatMap((name) => [`${name}.cdx.json`, `${name}.tgz`]),
  );
});

test("a contract that does not hold stops the release", async () => {
  const subject = miniature();
  subject.write({ [`${FOLDERS[0]}/test.mjs`]: 'throw new Error("the contract does not hold");\n' });
  subject.commit("Break it");
  const { status, result } = await release({ root: subject.root });
  expect([status, result.error?.step]).toEqual([1, "contract"]);
  expect(result.error?.rule).toContain("the contract does not hold");
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a build that differs when it is repeated stops the release", async () => {
  const subject = miniature();
  subject.write({
    [`${FOLDERS[0]}/build.mjs`]: `import { mkdirSync, writeFileSync } from "node:fs";

mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.js", \`export const built = "\${crypto.randomUUID()}";\\n\`);
`,
  });
  subject.commit("Build something else each time");
  const { status, result } = await release({ root: subject.root });
  expect([status, result.error?.step]).toEqual([1, "build"]);
  expect(result.error?.rule).toContain(`two builds of the same sources differ: ${subject.names[0]}: dist/index.js`);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a secret in a file that would be published stops the release, and is not printed", async () => {
  const subject = miniature();
  const secret = "wordfish";
  subject.write({ [`${FOLDERS[1]}/source.js`]: `export const url = "https://somebody:${secret}@example.com";\n` });
  subject.commit("Leave a password");
  const { status, result, output } = await release({ root: subject.root });
  expect([status, result.error?.step]).toEqual([1, "check"]);
  expect(result.error?.rule).toContain(`${subject.names[1]}: dist/index.js:1: an address with a password in it`);
  expect(output).not.toContain(secret);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a package without any changeset is never released", async () => {
  const subject = miniature();
  subject.addChangeset("first", [subject.names[0]]);
  subject.commit("Only one of them");
  const { status, result, output } = await release({ root: subject.root });
  expect(status, output).toBe(0);
  expect(result.packages).toMatchObject([
    { version: "0.1.0", state: "published" },
    { version: "0.0.0", state: "never released" },
  ]);
  expect(await versionsOf([subject.names[1]])).toEqual([[]]);
  expect(existsSync(join(subject.root, FOLDERS[1], "CHANGELOG.md"))).toBe(false);
});

test("a folder that is no repository is refused", async () => {
  const subject = miniature();
  const { status, result } = await release({ root: join(subject.root, "packages") });
  expect(status).toBe(1);
  expect(result.error?.rule).toContain("is not the top of a git work tree");
});
