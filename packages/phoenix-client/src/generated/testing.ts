// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFake, type Fake } from "@org/client-core/testing";
import * as client from "./index.ts";

/** A fake of Phoenix for your own tests. */
export interface PhoenixFake
  extends Fake<{
    deleteTraceAnnotations: typeof client.deleteTraceAnnotations;
  }> {}

/** Makes a fake of Phoenix: `createPhoenixClient({ fetch: fake.fetch, ... })` sends nothing anywhere, and fails as it would fail. */
export function createPhoenixFake(): PhoenixFake {
  return createFake({
    deleteTraceAnnotations: client.deleteTraceAnnotations,
  });
}
