import { describeMutants } from "@workshop/mutants";
import { clientCredentialsGrant, createPhoenixClient, passwordGrant } from "../src/index.ts";

describeMutants({
  platform: "phoenix",
  createClient: createPhoenixClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
