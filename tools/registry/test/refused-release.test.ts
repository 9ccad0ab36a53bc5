import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { FOLDERS, Miniature } from "../src/miniature.ts";
import { NpmConfiguration } from "../src/npm-configuration.ts";
import { publishedVersions } from "../src/published.ts";
import { type Registry, startRegistry } from "../src/registry.ts";
import { runRelease } from "../src/release-command.ts";

let registry: Registry;
let configuration: NpmConfiguration;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  registry = await startRegistry();
  configuration = NpmConfiguration.scoped(registry.url, registry.token);
  environment = configuration.environment;
});
afterAll(async () => {
  configuration.remove();
  await registry.stop();
});

const miniature = (): Miniature => {
  const made = new Miniature();
  onTestFinished(() => made.remove());
  return made;
};

const nothingPublished = async ({ names }: Miniature): Promise<void> => {
  for (const name of names) expect(await publishedVersions(registry, name)).toEqual({});
};

/** A process in which every path with this in it lies on a full disk. */
const fullDisk = (path: string): NodeJS.ProcessEnv => ({
  ...environment,
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../src/full-disk.mjs"))}`,
  FULL_DISK: path,
});

test("changes that are not committed are not released", async () => {
  const subject = miniature();
  subject.write({ "notes.txt": "Nobody knows of me.\n" });
  const { status, result } = await runRelease({ root: subject.root, environment });
  expect(status).toBe(1);
  expect(result.error).toMatchObject({
    step: "prepare",
    rule: "the work tree has changes that are not committed:\n?? notes.txt",
  });
  await nothingPublished(subject);
});

test("a dry run does all but commit, publish and tag, with what is not committed, too", async () => {
  const subject = miniature();
  subject.write({ [`${FOLDERS[0]}/source.js`]: "export const answer = 43;\n" });
  subject.git("add", "--all");
  subject.write({ [`${FOLDERS[1]}/source.js`]: "export const answer = 44;\n" });
  const before = [subject.state(), subject.git("status", "--porcelain=v2", "--ignored", "--", ":!.turbo")];
  const { status, result, output } = await runRelease({ root: subject.root, environment, flags: ["--dry-run"] });
  expect(status, output).toBe(0);
  expect(result.packages).toMatchObject([
    { version: "0.1.0", state: "would be published" },
    { version: "0.1.0", state: "would be published" },
  ]);
  expect([subject.state(), subject.git("status", "--porcelain=v2", "--ignored", "--", ":!.turbo")]).toEqual(before);
  await nothingPublished(subject);
});

test("a disk that is full when the versions are written leaves everything as it was", async () => {
  const subject = miniature();
  const before = subject.state();
  const { status, result, output } = await runRelease({ root: subject.root, environment: fullDisk("CHANGELOG.md") });
  expect([status, result.error?.step], output).toEqual([1, "version"]);
  expect(result.error).toMatchObject({
    rule: expect.stringContaining("the disk is full"),
    remedy: "make room, then run it again",
  });
  expect(subject.state()).toEqual(before);
  await nothingPublished(subject);
});

test("a disk that is full when the tarballs are kept stops the release before it publishes", async () => {
  const subject = miniature();
  const before = subject.state();
  const { status, result, output } = await runRelease({
    root: subject.root,
    environment: fullDisk("-0.1.0.cdx.json.tmp"),
  });
  expect([status, result.error?.step], output).toEqual([1, "check"]);
  expect(result.error?.rule).toContain("the disk is full");
  expect(subject.state()).toEqual(before);
  // One tarball is there, whole; nothing that is half written is.
  expect(readdirSync(join(subject.root, ".release")).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  await nothingPublished(subject);
});

test("the tarballs are kept with their SBOMs beside them", async () => {
  const subject = miniature();
  const flags = ["--dry-run", "--out", join(subject.root, ".release")];
  expect((await runRelease({ root: subject.root, environment, flags })).status).toBe(0);
  const base = subject.names.map((name) => `${name.replace("@", "").replace("/", "-")}-0.1.0`);
  expect(readdirSync(join(subject.root, ".release")).sort()).toEqual(
    base.flatMap((name) => [`${name}.cdx.json`, `${name}.tgz`]),
  );
});

test("a contract that does not hold stops the release", async () => {
  const subject = miniature();
  subject.write({ [`${FOLDERS[0]}/test.mjs`]: 'throw new Error("the contract does not hold");\n' });
  subject.commit("Break it");
  const { status, result } = await runRelease({ root: subject.root, environment });
  expect([status, result.error?.step]).toEqual([1, "contract"]);
  expect(result.error?.rule).toContain("the contract does not hold");
  await nothingPublished(subject);
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
  const { status, result } = await runRelease({ root: subject.root, environment });
  expect([status, result.error?.step]).toEqual([1, "build"]);
  expect(result.error?.rule).toContain(`two builds of the same sources differ: ${subject.names[0]}: dist/index.js`);
  await nothingPublished(subject);
});

test("a secret in a file that would be published stops the release, and is not printed", async () => {
  const subject = miniature();
  const secret = "wordfish";
  subject.write({ [`${FOLDERS[1]}/source.js`]: `export const url = "https://somebody:${secret}@example.com";\n` });
  subject.commit("Leave a password");
  const { status, result, output } = await runRelease({ root: subject.root, environment });
  expect([status, result.error?.step]).toEqual([1, "check"]);
  expect(result.error?.rule).toContain(`${subject.names[1]}: dist/index.js:1: an address with a password in it`);
  expect(output).not.toContain(secret);
  await nothingPublished(subject);
});

test("a package without any changeset is never released", async () => {
  const subject = miniature();
  subject.addChangeset("first", [subject.names[0]]);
  subject.commit("Only one of them");
  const { status, result, output } = await runRelease({ root: subject.root, environment });
  expect(status, output).toBe(0);
  expect(result.packages).toMatchObject([
    { version: "0.1.0", state: "published" },
    { version: "0.0.0", state: "never released" },
  ]);
  expect(await publishedVersions(registry, subject.names[1])).toEqual({});
  expect(existsSync(join(subject.root, FOLDERS[1], "CHANGELOG.md"))).toBe(false);
});

test("a folder that is no repository is refused", async () => {
  const subject = miniature();
  const { status, result } = await runRelease({ root: join(subject.root, "packages"), environment });
  expect(status).toBe(1);
  expect(result.error?.rule).toContain("is not the top of a git work tree");
});
