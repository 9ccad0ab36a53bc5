import { describeContract } from "@workshop/contract";
import { createGalileoClient } from "../src/index.ts";

describeContract({ platform: "galileo", createClient: createGalileoClient });
