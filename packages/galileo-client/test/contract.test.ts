import { describeContract } from "@workshop/contract/suite";
import { createGalileoClient } from "../src/index.ts";

describeContract({ platform: "galileo", createClient: createGalileoClient });
