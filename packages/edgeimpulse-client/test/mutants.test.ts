import { describeMutants } from "@workshop/mutants";
import { createEdgeImpulseClient } from "../src/index.ts";

describeMutants({ platform: "edgeimpulse", createClient: createEdgeImpulseClient });
