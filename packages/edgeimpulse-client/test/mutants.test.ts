import { describeMutants } from "@workshop/contract";
import { createEdgeImpulseClient } from "../src/index.ts";

describeMutants({ platform: "edgeimpulse", createClient: createEdgeImpulseClient });
