import { afterAll, beforeAll } from "vitest";
import { NpmConfiguration } from "../../src/npm-configuration.ts";
import { publishedVersions } from "../../src/published.ts";
import { type Registry, startRegistry } from "../../src/registry.ts";
import { type Released, type ReleaseRun, runRelease } from "../../src/release-command.ts";

/** What the tests of a file have: a registry, and a maintainer who may publish to it. */
export interface RegistryOfTests {
  /** @throws {Error} before the tests run */
  registry(): Registry;
  /** Releases as that maintainer, with what is given here besides in the environment. */
  release(run: Omit<ReleaseRun, "environment"> & Partial<Pick<ReleaseRun, "environment">>): Promise<Released>;
  /** The versions that the registry holds of each package. */
  versionsOf(names: readonly string[]): Promise<readonly (readonly string[])[]>;
}

/** Runs a registry from before the first until after the last test of the file that calls this. */
export function useRegistry(): RegistryOfTests {
  let running: Registry | undefined;
  let maintainer: NpmConfiguration | undefined;
  beforeAll(async () => {
    running = await startRegistry();
    maintainer = NpmConfiguration.scoped(running.url, running.token);
  });
  afterAll(async () => {
    maintainer?.remove();
    await running?.stop();
  });
  const registry = (): Registry => {
    if (running === undefined) throw new Error("The registry is asked for before the tests run.");
    return running;
  };
  return {
    registry,
    release: ({ environment, ...run }) =>
      runRelease({ ...run, environment: { ...maintainer?.environment, ...environment } }),
    versionsOf: (names) =>
      Promise.all(names.map(async (name) => Object.keys(await publishedVersions(registry(), name)))),
  };
}
