import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface Size {
  /** Bytes, minified. */
  readonly minified: number;
  /** Bytes, minified and compressed. */
  readonly gzip: number;
}

export interface Bundle extends Size {
  readonly code: string;
}

/** Bundles a module as a client's user would. Its imports are looked up from this package. */
export async function bundle(source: string): Promise<Bundle> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
  const code = outputFiles[0]?.text ?? "";
  return { code, minified: code.length, gzip: gzipSync(code, { level: 9 }).length };
}

/** Loads a bundled module. */
export async function load<Module>(code: string): Promise<Module> {
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Module; // who calls has written it
}
