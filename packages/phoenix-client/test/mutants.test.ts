import { describeMutants } from "@workshop/mutants";
import { createPhoenixClient } from "../src/index.ts";

describeMutants({ platform: "phoenix", createClient: createPhoenixClient });
