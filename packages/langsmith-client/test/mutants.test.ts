import { describeMutants } from "@workshop/mutants";
import { createLangSmithClient } from "../src/index.ts";

describeMutants({ platform: "langsmith", createClient: createLangSmithClient });
