import { describeProperties } from "@workshop/contract/suite";
import { createEdgeImpulseClient } from "../src/index.ts";

describeProperties({ platform: "edgeimpulse", createClient: createEdgeImpulseClient });
