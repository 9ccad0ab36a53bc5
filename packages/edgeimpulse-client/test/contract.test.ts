import { describeContract } from "@workshop/contract";
import { createEdgeImpulseClient } from "../src/index.ts";

describeContract({ platform: "edgeimpulse", createClient: createEdgeImpulseClient });
