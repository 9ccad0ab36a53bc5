import { describeContract } from "@workshop/contract/suite";
import { createLangSmithClient } from "../src/index.ts";

describeContract({ platform: "langsmith", createClient: createLangSmithClient });
