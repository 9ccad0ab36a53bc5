import { describeProperties } from "@workshop/contract";
import { createLangSmithClient } from "../src/index.ts";

describeProperties({ platform: "langsmith", createClient: createLangSmithClient });
