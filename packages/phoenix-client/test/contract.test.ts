import { describeContract } from "@workshop/contract/suite";
import { createPhoenixClient } from "../src/index.ts";

describeContract({ platform: "phoenix", createClient: createPhoenixClient });
