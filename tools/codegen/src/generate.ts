import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { listPlatforms, loadPlatform, type Model } from "@workshop/openapi";
import { isRenamed } from "./emit/documentation.ts";
import { notesOn } from "./emit/notes.ts";
import { writePackage } from "./emit/package.ts";
import type { RenamedSchema } from "./emit/type-names.ts";
import { differences, formatFolders, readFolder, removeLeftovers, replaceFolder, writeFolder } from "./output.ts";
import { type ReadmePackage, writeReadme } from "./readme/write-readme.ts";

/** What to generate. */
export interface GenerateOptions {
  /** The folder that holds `specs` and `packages`. */
  readonly root: string;
  /** The folder whose `biome.jsonc` says how code is formatted; default: `root`. */
  readonly formatting?: string;
  /** Default: every platform of `specs`. */
  readonly platforms?: readonly string[];
  /** Only compare; write nothing. */
  readonly check?: boolean;
  /** Called when a platform is begun. */
  readonly onProgress?: (platform: string) => void;
}

/** What was done, or would be, for one platform. */
export interface GeneratedPlatform {
  readonly platform: string;
  readonly operations: number;
  /** Files that changed, or would, relative to the root. */
  readonly changed: readonly string[];
  /** Schema keywords that the client cannot check. */
  readonly unchecked: readonly string[];
  /** Schemas whose types are called otherwise than they are. */
  readonly renamed: readonly RenamedSchema[];
  /** Operations whose methods are called otherwise than they are. */
  readonly renamedOperations: readonly RenamedOperation[];
  /** What users of the client have to be told, since types do not say it. */
  readonly notes: readonly string[];
}

/** An operation whose own name cannot be that of its method: it means something else, or two operations come to it. */
export interface RenamedOperation {
  readonly operationId: string;
  /** Such as `GET /things`. */
  readonly request: string;
  readonly name: string;
}

/**
 * Generates `src/generated` and the marked sections of the README for each platform. Everything is first written beside
 * its place and then renamed, so that a failure or an interruption leaves every package whole.
 *
 * @throws {DocumentError} if a document or an overlay cannot be used.
 * @throws {GenerateError} if a platform has no package to generate into.
 */
export async function generate(options: GenerateOptions): Promise<GeneratedPlatform[]> {
  const { root } = options;
  const platforms = [];
  for (const platform of options.platforms ?? listPlatforms(root)) {
    options.onProgress?.(platform);
    const model = loadPlatform(root, platform);
    const folder = join(root, "packages", `${platform}-client`);
    const client = clientOf(folder, platform);
    const { files, unchecked, renamed } = await writePackage(model, client.name);
    platforms.push({
      platform,
      model,
      client,
      folder,
      files,
      unchecked,
      renamed,
      fresh: join(folder, "src", `.generating-${process.pid}`),
    });
  }
  try {
    for (const { folder, fresh, files } of platforms) {
      removeLeftovers(join(folder, "src"));
      writeFolder(fresh, files);
    }
    await formatFolders(
      platforms.map(({ fresh }) => fresh),
      options.formatting ?? root,
    );
    return platforms.map(({ platform, model, client, folder, fresh, unchecked, renamed }) => ({
      platform,
      operations: model.operations.length,
      changed: place(root, folder, fresh, { model, client }, options.check === true),
      unchecked,
      renamed,
      renamedOperations: model.operations.filter(isRenamed).map(({ operationId = "", method, path, name }) => ({
        operationId,
        request: `${method.toUpperCase()} ${path}`,
        name,
      })),
      notes: [...notesOn(model, root), ...notesOf(model, root)],
    }));
  } finally {
    for (const { fresh } of platforms) rmSync(fresh, { recursive: true, force: true });
  }
}

/** Each note once, at its first place: of a large document it may hold in hundreds. */
function notesOf({ notes }: Model, root: string): string[] {
  return [...Map.groupBy(notes, ({ rule }) => rule).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { source, rule, remedy } = first;
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    return `${relative(root, source.file)}:${source.line} (at ${source.pointer})${more}: ${rule}\n    remedy: ${remedy}`;
  });
}

/** Puts what was generated into its place, unless nothing changed or only a check was asked for. */
function place(
  root: string,
  folder: string,
  fresh: string,
  { model, client }: { readonly model: Model; readonly client: ReadmePackage },
  check: boolean,
): string[] {
  const generated = join(folder, "src", "generated");
  const changed = differences(readFolder(generated), readFolder(fresh)).map((file) => join(generated, file));
  if (changed.length > 0 && !check) replaceFolder(generated, fresh);

  const readme = join(folder, "README.md");
  const before = existsSync(readme) ? readFileSync(readme, "utf8") : "";
  const after = writeReadme(before, model, client);
  if (after !== before) {
    if (!check) writeFileSync(readme, after);
    changed.push(readme);
  }
  return changed.map((file) => relative(root, file));
}

function clientOf(folder: string, platform: string): ReadmePackage {
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    throw new GenerateError(
      `there is no package for ${platform}: ${file} does not exist`,
      `make one with \`pnpm codegen scaffold ${platform} --name <PascalCase> --title <Title>\``,
    );
  }
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  const name = nested(parsed, "openapiClient", "name");
  if (typeof name === "string" && /^[A-Z]\w*$/u.test(name)) {
    return { packageName: String(nested(parsed, "name")), name };
  }
  throw new GenerateError(`${file} does not name its client`, 'add `"openapiClient": { "name": "<PascalCase>" }`');
}

function nested(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (current, key) => (typeof current === "object" && current !== null ? Reflect.get(current, key) : undefined),
    value,
  );
}

/** A package that cannot be generated; the message ends with the remedy. */
export class GenerateError extends Error {
  override readonly name = "GenerateError";

  constructor(rule: string, remedy: string) {
    super(`${rule}\n  remedy: ${remedy}`);
  }
}
