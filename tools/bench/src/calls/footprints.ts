import { createRequire } from "node:module";
import { join } from "node:path";
import { candidates } from "../sdk-comparison/candidates/all.ts";
import { bytesOrNone, coldImport, installSize } from "./footprint.ts";
import type { PreparedCall } from "./prepared-call.ts";
import { PEERS } from "./ways.ts";

/** What a way weighs. */
export interface Footprint {
  readonly name: string;
  /** Bytes that a page loads for one operation; `undefined`: it has no operations, or cannot be bundled for a page. */
  readonly operation: number | undefined;
  /** The same for everything that there is; `undefined`: it cannot be bundled for a page. */
  readonly client: number | undefined;
  /** Milliseconds. */
  readonly coldImport: number;
  /** Bytes on the disk, with everything that it brings. */
  readonly install: number | undefined;
  readonly packages: number | undefined;
}

/** Of each peer, and of each vendor's SDK. */
export async function peerFootprints(folder: string, signal: AbortSignal): Promise<Footprint[]> {
  const sdks = candidates.flatMap(({ published }) => (published && !(published.package in PEERS) ? [published] : []));
  const footprints: Footprint[] = [];
  for (const [name, version] of Object.entries(PEERS)) {
    const size = await installSize(name, version, signal);
    footprints.push({
      name,
      operation: undefined,
      client: await bytesOrNone(`export * from ${JSON.stringify(name)};`, folder),
      coldImport: coldImport(createRequire(join(folder, "package.json")).resolve(name)),
      install: size.bytes,
      packages: size.packages,
    });
  }
  for (const sdk of sdks) {
    const size = await installSize(sdk.package, sdk.version, signal);
    footprints.push({
      name: sdk.package,
      operation: undefined,
      client: undefined,
      coldImport: Number.NaN,
      install: size.bytes,
      packages: size.packages,
    });
  }
  return footprints;
}

/** Of each of our packages, as built. */
export async function clientFootprints(calls: readonly PreparedCall[]): Promise<Footprint[]> {
  return await Promise.all(
    calls.map(async (call) => {
      const { folder, factory, platform } = call;
      const entry = join(folder, "dist", "index.js");
      const from = JSON.stringify(entry);
      return {
        name: `this client, ${platform}`,
        operation: await bytesOrNone(oneOperation(call, entry), folder),
        client: await bytesOrNone(`import { ${factory} } from ${from}; export const client = ${factory}({});`, folder),
        coldImport: coldImport(entry),
        install: undefined,
        packages: undefined,
      };
    }),
  );
}

/** A program that a page has which makes one operation alone. @param entry the client's file, built or not */
export function oneOperation({ factory, example }: PreparedCall, entry: string): string {
  const transport = factory.replace(/Client$/, "Transport");
  const { operation } = example;
  return `import { ${transport}, ${operation} } from ${JSON.stringify(entry)}; export const call = ${operation}(${transport}({}));`;
}
