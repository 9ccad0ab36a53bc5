import { readFileSync } from "node:fs";
import type { UserConfig } from "tsdown";

/**
 * How a client is built: an ESM file and a declaration file for each entry point, with the private runtime inlined, so that
 * whoever installs the client gets it and `openapi-fetch`, and nothing else. `openapi-fetch.js` sends by what `index.js`
 * exports, and so does `testing.js` play the server; `node.js` stands alone.
 *
 * Readable on purpose (no minifying, no source map): what a user steps into is what a reviewer has seen, and their
 * bundler minifies it anyhow.
 */
export function clientBuild(): UserConfig[] {
  return [
    entryPoint("index", []),
    entryPoint("openapi-fetch", ["openapi-fetch", "./index.js"]),
    entryPoint("node", ["undici", /^node:/]),
    entryPoint("testing", ["./index.js"]),
  ];
}

function entryPoint(name: string, imported: (RegExp | string)[]): UserConfig {
  return {
    entry: { [name]: `src/${name}.ts` },
    format: "esm",
    platform: "neutral",
    target: "es2022",
    define: { CLIENT_PACKAGE: JSON.stringify(product()) },
    fixedExtension: false,
    hash: false,
    sourcemap: false,
    minify: false,
    // The entry points are built one after the other, into the same folder.
    clean: name === "index",
    deps: {
      alwaysBundle: ["@org/client-core"],
      neverBundle: ["undici", /^node:/],
      // Whatever else would be taken in, or left as an import, stops the build.
      onlyBundle: [],
      onlyImport: imported,
    },
    plugins: name === "openapi-fetch" || name === "testing" ? [fromIndex] : [],
    // One file at a time, without the type checker: client-core and the generated code are `isolatedDeclarations`.
    dts: { generator: "oxc", resolver: "oxc", sourcemap: false },
    report: false,
    failOnWarn: true,
    logLevel: "warn",
  };
}

/** The package as a `User-Agent` names a product: without the scope, which no such name can have. */
function product(): string {
  // The build runs in the package's folder; its manifest has both.
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
  return `${name.replace(/^@[^/]+\//, "")}/${version}`;
}

/** What `index.js` has is taken from there: its engine, and its error classes. */
const fromIndex = {
  name: "from-index",
  resolveId(source: string, importer: string | undefined) {
    const isOwnIndex = source === "./index.ts" && importer?.includes("/src/generated/");
    const isErrors = source === "../errors.ts" && importer?.includes("/client-core/src/openapi-fetch/");
    return isOwnIndex || isErrors ? { id: "./index.js", external: true } : undefined;
  },
};
