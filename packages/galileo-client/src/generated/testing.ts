// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFake, type Fake } from "@org/client-core/testing";
import * as client from "./index.ts";

/** A fake of Galileo for your own tests. */
export interface GalileoFake
  extends Fake<{
    deleteByMetadata: typeof client.deleteByMetadata;
  }> {}

/** Makes a fake of Galileo: `createGalileoClient({ fetch: fake.fetch, ... })` sends nothing anywhere, and fails as it would fail. */
export function createGalileoFake(): GalileoFake {
  return createFake({
    deleteByMetadata: client.deleteByMetadata,
  });
}
