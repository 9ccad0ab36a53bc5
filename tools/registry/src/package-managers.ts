import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Registry } from "./registry.ts";

/** What a user installs a package with. */
export interface PackageManager {
  readonly name: string;
  /** The command that adds a package to the project in whose folder it runs. */
  readonly add: (what: string) => readonly [file: string, ...args: string[]];
  /** Files that its users keep in their project. */
  readonly files: (registry: Registry) => Readonly<Record<string, string>>;
}

const YARN = join(dirname(createRequire(import.meta.url).resolve("@yarnpkg/cli-dist/package.json")), "bin/yarn.js");

const TRUSTED = '["@org/*", "openapi-*"]';

/**
 * Pnpm and Yarn do not install what was published less than a day ago, unless they are told whose packages are trusted;
 * here all of them were published just now.
 */
export const packageManagers: readonly PackageManager[] = [
  {
    name: "npm",
    add: (what) => ["npm", "install", "--no-audit", "--no-fund", what],
    files: () => ({}),
  },
  {
    name: "pnpm",
    add: (what) => ["pnpm", "add", what],
    files: () => ({ "pnpm-workspace.yaml": `minimumReleaseAgeExclude: ${TRUSTED}\npmOnFail: ignore\n` }),
  },
  {
    name: "yarn",
    add: (what) => [process.execPath, YARN, "add", what],
    files: ({ url, token }) => ({
      "yarn.lock": "",
      ".yarnrc.yml": [
        "nodeLinker: node-modules",
        "enableTelemetry: false",
        `npmPreapprovedPackages: ${TRUSTED}`,
        "unsafeHttpWhitelist: [127.0.0.1]",
        `npmRegistryServer: ${url}`,
        `npmAuthToken: ${token}`,
        "npmAlwaysAuth: true",
        "",
      ].join("\n"),
    }),
  },
];
