import { describeProperties } from "@workshop/contract/suite";
import { createGalileoClient } from "../src/index.ts";

describeProperties({ platform: "galileo", createClient: createGalileoClient });
