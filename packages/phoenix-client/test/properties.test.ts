import { describeProperties } from "@workshop/contract/suite";
import { createPhoenixClient } from "../src/index.ts";

describeProperties({ platform: "phoenix", createClient: createPhoenixClient });
