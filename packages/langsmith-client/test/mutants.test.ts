import { describeMutants } from "@workshop/mutants";
import { clientCredentialsGrant, createLangSmithClient, passwordGrant } from "../src/index.ts";

describeMutants({
  platform: "langsmith",
  createClient: createLangSmithClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
