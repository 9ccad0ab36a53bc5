import { describeContract } from "@workshop/contract";
import { createLangSmithClient } from "../src/index.ts";

describeContract({ platform: "langsmith", createClient: createLangSmithClient });
