import { describeContract } from "@workshop/contract/suite";
import { createEdgeImpulseClient } from "../src/index.ts";

describeContract({ platform: "edgeimpulse", createClient: createEdgeImpulseClient });
