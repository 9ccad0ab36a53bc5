import { describeProperties } from "@workshop/contract";
import { createPhoenixClient } from "../src/index.ts";

describeProperties({ platform: "phoenix", createClient: createPhoenixClient });
