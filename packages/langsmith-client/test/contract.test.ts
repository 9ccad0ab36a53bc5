import { describeContract } from "@workshop/contract/suite";
import { clientCredentialsGrant, createLangSmithClient, passwordGrant } from "../src/index.ts";

describeContract({
  platform: "langsmith",
  createClient: createLangSmithClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
