import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError, loadPlatform, type Model, memberPath, pascalCase } from "@workshop/openapi";
import { type ImportResult, importDocument } from "@workshop/openapi/import";
import { checkPlatformName } from "@workshop/openapi/specs-folder";
import { type GeneratedPlatform, generate } from "../generate.ts";
import { exampleAuth } from "../readme/write-readme.ts";
import { scaffoldPackage } from "../scaffold/scaffold-package.ts";
import { digestsOf, noteMadeFiles } from "./made-files.ts";
import { removeClient, removeIfEmpty, STAGING } from "./remove-client.ts";
import { enterClient } from "./workspace-entries.ts";

/** What to make a client of. */
export interface NewClientOptions {
  readonly root: string;
  /** The folder whose `biome.jsonc` says how code is formatted; default: `root`. */
  readonly formatting?: string;
  readonly platform: string;
  /** Path or https address of a page or document. */
  readonly source: string;
  /** The platform in prose; default: the document's title. */
  readonly title?: string | undefined;
  /** As `spec import` takes them. */
  readonly overlay?: string | undefined;
  readonly bundle?: boolean | undefined;
  readonly skipBroken?: boolean | undefined;
  readonly progress?: (step: string) => void;
  /** Installs what the new package needs, in the root. */
  readonly install: (root: string) => Promise<void>;
}

/** What was made. */
export interface NewClient {
  readonly imported: ImportResult;
  readonly generated: GeneratedPlatform | undefined;
  /** Relative to the root. */
  readonly files: readonly string[];
}

/**
 * Makes a client of a document: the document itself with its record, a package with its generated code, README and tests, a
 * changeset, and its entries in the workspace's files. All of it is made beside its place first, so that a document that cannot be
 * used, or a name that is taken, changes nothing; what fails after that is undone.
 *
 * @throws {DocumentError} for a document that cannot be used, and a platform that is there already.
 * @throws {ScaffoldError} for a title that cannot be used.
 */
export async function newClient(options: NewClientOptions): Promise<NewClient> {
  const { root, platform, progress = () => {} } = options;
  checkPlatformName(platform);
  refusePresent(root, platform);
  mkdirSync(join(root, STAGING), { recursive: true });
  const staging = mkdtempSync(join(root, STAGING, `${platform}~`));
  try {
    const { generated, files } = await prepare(staging, options);
    return { ...(await put(staging, options)), generated, files };
  } catch (error) {
    progress("undoing");
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
    removeIfEmpty(join(root, STAGING));
  }
}

function refusePresent(root: string, platform: string): void {
  const places = [
    `packages/${platform}-client`,
    `specs/${platform}.yaml`,
    `specs/overlays/${platform}.yaml`,
    `.changeset/client-${platform}.md`,
  ];
  const present = places.find((place) => existsSync(join(root, place)));
  if (present !== undefined) throw alreadyThere(present, platform);
}

function alreadyThere(place: string, platform: string): DocumentError {
  return new DocumentError(
    { file: place },
    `there is a platform ${platform} already, or the rest of one`,
    `choose another name; if an earlier attempt was interrupted, \`pnpm client remove ${platform}\` takes away what it left`,
  );
}

/** Puts the package in its place. Of several commands for one name only one can, and the others have nothing to take away. */
function claim(staging: string, root: string, platform: string): void {
  const folder = join("packages", `${platform}-client`);
  mkdirSync(join(root, "packages"), { recursive: true });
  try {
    renameSync(join(staging, folder), join(root, folder));
  } catch (error) {
    throw existsSync(join(root, folder)) ? alreadyThere(folder, platform) : error;
  }
}

/** Makes everything in a workspace of its own, which has nothing else in it. */
async function prepare(staging: string, options: NewClientOptions): Promise<Pick<NewClient, "files" | "generated">> {
  const { platform, root, formatting = root, progress = () => {} } = options;
  await importInto(staging, options);
  progress("generating");
  const name = pascalCase(platform);
  const title = options.title ?? plainTitle(loadPlatform(staging, platform).title, name);
  const files = scaffoldPackage({ root: staging, platform, name, title });
  const readme = join(staging, "packages", `${platform}-client`, "README.md");
  const example = '{ baseUrl: "https://example.com"';
  const text = readFileSync(readme, "utf8");
  writeFileSync(
    readme,
    text.replace(example, () => example + exampleAuth(loadPlatform(staging, platform))),
  );
  const [generated] = await generate({ root: staging, formatting, platforms: [platform] });
  const typeTests = `packages/${platform}-client/test/types.test-d.ts`;
  writeFileSync(join(staging, typeTests), typeTestsOf(loadPlatform(staging, platform), name));
  return { generated, files: [...files, typeTests, ...(generated?.changed ?? [])] };
}

/** The beginning of the type tests, which a person goes on with: what must not compile. */
function typeTestsOf({ operations }: Model, name: string): string {
  const [first] = operations;
  const member = memberPath(first ?? { name: "read" }).map((one) => `["${one}"]`);
  return [
    `import { expectTypeOf, test } from "vitest";`,
    `import type { ${name}Client } from "../src/index.ts";`,
    "",
    `test("a call takes what the document says, and nothing else", () => {`,
    `  // @ts-expect-error an input is an object`,
    `  expectTypeOf<${name}Client${member.join("")}>().toBeCallableWith(1);`,
    "});",
    "",
  ].join("\n");
}

/** Puts what was made in its place; what fails takes all of it away again. */
async function put(staging: string, options: NewClientOptions): Promise<Pick<NewClient, "imported">> {
  const { root, platform, install, progress = () => {} } = options;
  const undo = async (): Promise<void> => {
    await removeClient({ root, platform, force: true }); // all of it was made here
  };
  const made = digestsOf(staging, platform);
  claim(staging, root, platform);
  try {
    noteMadeFiles(root, platform, made);
    const imported = await importInto(root, options);
    // The source may have changed meanwhile, and the code is that of the first.
    const texts = [staging, root].map((folder) => readFileSync(join(folder, "specs", `${platform}.yaml`), "utf8"));
    if (texts[0] !== texts[1]) throw changedMeanwhile(options.source);
    enterClient(root, platform);
    progress("installing");
    await install(root);
    return { imported };
  } catch (error) {
    await undo();
    throw error;
  }
}

function changedMeanwhile(source: string): DocumentError {
  return new DocumentError({ file: source }, "the document has changed while it was read", "run the command again");
}

function importInto(root: string, options: NewClientOptions): Promise<ImportResult> {
  const { source, platform, overlay, bundle, skipBroken, progress } = options;
  return importDocument({ source, platform, root, overlay, bundle, skipBroken, progress });
}

/** A title as it can stand in a package's description: without markup, or else the client's name. */
function plainTitle(title: string, name: string): string {
  const plain = title
    .replaceAll(/[\p{Cc}"\\<>{}|`*_]+/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return plain === "" ? name : plain;
}
