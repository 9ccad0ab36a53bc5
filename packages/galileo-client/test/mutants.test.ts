import { describeMutants } from "@workshop/mutants";
import { clientCredentialsGrant, createGalileoClient, passwordGrant } from "../src/index.ts";

describeMutants({
  platform: "galileo",
  createClient: createGalileoClient,
  grants: { password: passwordGrant, clientCredentials: clientCredentialsGrant },
});
