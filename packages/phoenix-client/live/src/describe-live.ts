import { describe, inject } from "vitest";
import type { Live } from "./global-setup.ts";

/** The servers, once it is known that there are some. */
export type Present = Extract<Live, { kind: "present" }>;

/** A group of tests that need real servers: where there are none, each is skipped, and its name says why. */
export function describeLive(name: string, tests: (live: () => Present) => void): void {
  const live = inject("live");
  const present = (): Present => {
    if (live.kind === "absent") throw new Error("a skipped test was run");
    return live;
  };
  if (live.kind === "present") describe(name, () => tests(present));
  else describe.skip(`${name} (not run: ${live.reason})`, () => tests(present));
}
