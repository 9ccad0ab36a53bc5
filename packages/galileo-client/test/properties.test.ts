import { describeProperties } from "@workshop/contract";
import { createGalileoClient } from "../src/index.ts";

describeProperties({ platform: "galileo", createClient: createGalileoClient });
