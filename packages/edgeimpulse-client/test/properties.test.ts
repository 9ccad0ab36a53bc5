import { describeProperties } from "@workshop/contract/suite";
import { createEdgeImpulseClient } from "../src/index.ts";
import { createEdgeImpulseFetchClient } from "../src/openapi-fetch.ts";

describeProperties({
  platform: "edgeimpulse",
  createClient: createEdgeImpulseClient,
  createFetchClient: createEdgeImpulseFetchClient,
});
