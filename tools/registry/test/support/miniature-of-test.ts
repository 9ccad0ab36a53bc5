import { onTestFinished } from "vitest";
import { Miniature } from "../../src/miniature.ts";

/** A miniature that is removed when the test that calls this has ended. */
export function miniature(): Miniature {
  const made = new Miniature();
  onTestFinished(() => made.remove());
  return made;
}
