// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFake, type Fake } from "@org/client-core/testing";
import * as client from "./index.ts";

/** A fake of LangSmith for your own tests. */
export interface LangSmithFake
  extends Fake<{
    hardDeleteExamples: typeof client.hardDeleteExamples;
  }> {}

/** Makes a fake of LangSmith: `createLangSmithClient({ fetch: fake.fetch, ... })` sends nothing anywhere, and fails as it would fail. */
export function createLangSmithFake(): LangSmithFake {
  return createFake({
    hardDeleteExamples: client.hardDeleteExamples,
  });
}
