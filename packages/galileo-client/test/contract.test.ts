import { describeContract } from "@workshop/contract/suite";
import { clientCredentialsGrant, createGalileoClient, passwordGrant } from "../src/index.ts";

describeContract({
  platform: "galileo",
  createClient: createGalileoClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
