import fc from "fast-check";
import { afterEach, inject, vi } from "vitest";

/** What Stryker keeps in the thread. */
interface State {
  activeMutant?: string | undefined;
  /** The mutant that modules were loaded for. */
  loadedFor?: string;
  /** The mutant that a test has found: the other files need not be run. */
  foundMutant?: string;
}

const isMutant = inject("mode" as never) === "mutant";
const state = (globalThis as unknown as Record<string, State>)[inject("globalNamespace" as never)] ?? {};
const mutant: string = inject("activeMutant" as never);
if (isMutant && state.foundMutant === mutant) throw new Error("It was found in another file.");

if (isMutant) {
  // Of what happens as modules are loaded, too, only such a mutant may change anything.
  if (inject("mutantActivation" as never) !== "static") state.activeMutant = undefined;
  // The thread is kept for the next mutant: nothing that one has left behind may reach another.
  if (state.loadedFor !== mutant) vi.resetModules();
  state.loadedFor = mutant;
}

afterEach(({ task }) => {
  if (isMutant && task.result?.state === "fail") state.foundMutant = mutant;
});

// Always the same cases, and few of them.
fc.configureGlobal({ numRuns: 40, seed: 1 });
