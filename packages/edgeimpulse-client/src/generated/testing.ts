// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFake, type Fake } from "@org/client-core/testing";
import * as client from "./index.ts";

/** A fake of EdgeImpulse for your own tests. */
export interface EdgeImpulseFake
  extends Fake<{
    batchClearMetadataByKey: typeof client.batchClearMetadataByKey;
  }> {}

/** Makes a fake of EdgeImpulse: `createEdgeImpulseClient({ fetch: fake.fetch, ... })` sends nothing anywhere, and fails as it would fail. */
export function createEdgeImpulseFake(): EdgeImpulseFake {
  return createFake({
    batchClearMetadataByKey: client.batchClearMetadataByKey,
  });
}
