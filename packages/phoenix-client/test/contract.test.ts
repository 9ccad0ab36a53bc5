import { describeContract } from "@workshop/contract";
import { createPhoenixClient } from "../src/index.ts";

describeContract({ platform: "phoenix", createClient: createPhoenixClient });
