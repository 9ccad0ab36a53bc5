import { describeProperties } from "@workshop/contract/suite";
import { createPhoenixClient } from "../src/index.ts";
import { createPhoenixFetchClient } from "../src/openapi-fetch.ts";

describeProperties({
  platform: "phoenix",
  createClient: createPhoenixClient,
  createFetchClient: createPhoenixFetchClient,
});
