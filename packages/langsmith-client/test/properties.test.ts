import { describeProperties } from "@workshop/contract/suite";
import { createLangSmithClient } from "../src/index.ts";

describeProperties({ platform: "langsmith", createClient: createLangSmithClient });
