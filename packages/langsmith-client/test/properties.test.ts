import { describeProperties } from "@workshop/contract/suite";
import { createLangSmithClient } from "../src/index.ts";
import { createLangSmithFetchClient } from "../src/openapi-fetch.ts";

describeProperties({
  platform: "langsmith",
  createClient: createLangSmithClient,
  createFetchClient: createLangSmithFetchClient,
});
