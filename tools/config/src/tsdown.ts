import type { UserConfig } from "tsdown";

/**
 * How a client is built: one ESM file and one declaration file, the private runtime inlined into both, so that
 * whoever installs the client gets it and `openapi-fetch`, and nothing else.
 *
 * Readable on purpose (no minifying, no source map): what a user steps into is what a reviewer has seen, and their
 * bundler minifies it anyhow.
 */
export function clientBuild(): UserConfig {
  return {
    entry: { index: "src/index.ts" },
    format: "esm",
    platform: "neutral",
    target: "es2022",
    fixedExtension: false,
    hash: false,
    sourcemap: false,
    minify: false,
    deps: {
      alwaysBundle: ["@org/client-core"],
      // Whatever else would be taken in, or left as an import, stops the build.
      onlyBundle: [],
      onlyImport: ["openapi-fetch"],
    },
    // One file at a time, without the type checker: client-core and the generated code are `isolatedDeclarations`.
    dts: { generator: "oxc", resolver: "oxc", sourcemap: false },
    report: false,
    failOnWarn: true,
    logLevel: "warn",
  };
}
