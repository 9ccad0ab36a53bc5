import { SourceMap } from "node:module";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { compressedBytes, PAGE } from "./footprint.ts";

/** What one source file costs whoever loads a bundle. */
export interface BytePrice {
  /** The source file, in the repository. */
  readonly file: string;
  /** Bytes by which the compressed bundle would be smaller without it. */
  readonly bytes: number;
}

/** What a bundle weighs, and which files that is. */
export interface BytePrices {
  /** Bytes of the whole bundle, minified and compressed. */
  readonly total: number;
  /** The most expensive first. What files share compresses well, so that they add up to less than the whole. */
  readonly prices: readonly BytePrice[];
  /** Bytes by which the compressed bundle would be smaller without all files that a promise takes, for each promise. */
  readonly promises: readonly number[];
}

/**
 * Takes each source file in turn out of a minified bundle, and compresses what is left: the price of the subject that the file
 * is. The bundle is made of the sources of a client, since what is built of them does not say what came from where.
 *
 * @param program imports what a user would from `entry`
 * @param promises which files each of them takes
 */
export async function bytePrices(
  root: string,
  folder: string,
  program: string,
  promises: readonly RegExp[],
): Promise<BytePrices> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "js" },
    ...PAGE,
    outdir: folder,
    sourcemap: "external",
    define: { CLIENT_PACKAGE: '"a-client/1.0.0"' },
  });
  const code = outputFiles.find(({ path }) => path.endsWith(".js"))?.text ?? "";
  const map = outputFiles.find(({ path }) => path.endsWith(".map"))?.text ?? "";
  const owners = ownersOf(code, new SourceMap(JSON.parse(map)));
  const total = compressedBytes(code);
  const files = [...new Set(owners)].filter((file) => file.endsWith(".ts"));
  const without = (taken: ReadonlySet<string>): number => {
    const rest = Array.from(code).filter((_, index) => !taken.has(owners[index] ?? ""));
    return total - compressedBytes(rest.join(""));
  };
  const inRepository = (file: string): string => relative(root, join(folder, file));
  const prices = files.map((file) => ({ file: inRepository(file), bytes: without(new Set([file])) }));
  return {
    total,
    prices: prices.sort((left, right) => right.bytes - left.bytes),
    promises: promises.map((promise) => without(new Set(files.filter((file) => promise.test(inRepository(file)))))),
  };
}

/** For each character of the code, the file that it comes from. */
function ownersOf(code: string, map: SourceMap): string[] {
  return code.split("\n").flatMap((line, row) => {
    const owners = Array.from(line, (_, column) => {
      const entry = map.findEntry(row, column);
      return "originalSource" in entry ? entry.originalSource : "";
    });
    return [...owners, ""];
  });
}
