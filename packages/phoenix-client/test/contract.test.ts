import { describeContract } from "@workshop/contract/suite";
import { clientCredentialsGrant, createPhoenixClient, passwordGrant } from "../src/index.ts";

describeContract({
  platform: "phoenix",
  createClient: createPhoenixClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
