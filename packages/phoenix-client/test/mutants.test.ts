import { describeMutants } from "@workshop/contract";
import { createPhoenixClient } from "../src/index.ts";

describeMutants({ platform: "phoenix", createClient: createPhoenixClient });
