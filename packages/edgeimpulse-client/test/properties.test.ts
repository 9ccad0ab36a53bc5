import { describeProperties } from "@workshop/contract";
import { createEdgeImpulseClient } from "../src/index.ts";

describeProperties({ platform: "edgeimpulse", createClient: createEdgeImpulseClient });
