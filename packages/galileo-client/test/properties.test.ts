import { describeProperties } from "@workshop/contract/suite";
import { createGalileoClient } from "../src/index.ts";
import { createGalileoFetchClient } from "../src/openapi-fetch.ts";

describeProperties({
  platform: "galileo",
  createClient: createGalileoClient,
  createFetchClient: createGalileoFetchClient,
});
