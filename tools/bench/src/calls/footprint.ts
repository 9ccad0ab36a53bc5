import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { installPackages } from "@workshop/config/install-packages";
import { type BuildOptions, build } from "esbuild";

/** How a page's program is bundled, minified. */
export const PAGE = {
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["browser", "import"],
  external: ["node:*", "undici"],
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Bytes that a page loads for a program, minified and compressed as esbuild and gzip -9 do it. */
export async function bundledBytes(program: string, folder: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "js" },
    ...PAGE,
  });
  return compressedBytes(outputFiles[0]?.contents ?? "");
}

/** The same; `undefined`: this cannot be bundled for a page. */
export async function bytesOrNone(program: string, folder: string): Promise<number | undefined> {
  return await bundledBytes(program, folder).catch(() => undefined);
}

/** As `gzip -9` does it. */
export function compressedBytes(code: string | Uint8Array): number {
  return gzipSync(code, { level: 9 }).length;
}

/** Milliseconds that a process takes longer because it imports a file; the median of some. */
export function coldImport(file: string): number {
  const times = Array.from({ length: 9 }, () =>
    processTime(`await import(${JSON.stringify(pathToFileURL(file).href)})`),
  );
  const empty = Array.from({ length: 9 }, () => processTime(""));
  return Math.max(0, median(times) - median(empty));
}

function processTime(program: string): number {
  const start = performance.now();
  spawnSync(process.execPath, ["--input-type=module", "--eval", program]);
  return performance.now() - start;
}

/** Bytes on the disk, and packages, of what an installation brings. */
export async function installSize(
  name: string,
  version: string,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly packages: number }> {
  const folder = mkdtempSync(join(tmpdir(), "install-size-"));
  try {
    await installPackages({ [name]: version }, folder, { signal });
    const files = readdirSync(join(folder, "node_modules"), { recursive: true, withFileTypes: true });
    const sizes = files.filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath, file.name)).size);
    const packages = files.filter(
      ({ name, parentPath }) => name === "package.json" && /node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+$/.test(parentPath),
    );
    return { bytes: sizes.reduce((sum, size) => sum + size, 0), packages: packages.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? 0;
}
