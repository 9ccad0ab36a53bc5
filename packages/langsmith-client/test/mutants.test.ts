import { describeMutants } from "@workshop/contract";
import { createLangSmithClient } from "../src/index.ts";

describeMutants({ platform: "langsmith", createClient: createLangSmithClient });
