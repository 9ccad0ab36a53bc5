import { describeContract } from "@workshop/contract/suite";
import { clientCredentialsGrant, createEdgeImpulseClient, passwordGrant } from "../src/index.ts";

describeContract({
  platform: "edgeimpulse",
  createClient: createEdgeImpulseClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
