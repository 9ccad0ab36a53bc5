import { describeMutants } from "@workshop/mutants";
import { clientCredentialsGrant, createEdgeImpulseClient, passwordGrant } from "../src/index.ts";

describeMutants({
  platform: "edgeimpulse",
  createClient: createEdgeImpulseClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
