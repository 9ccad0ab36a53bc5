import { describeMutants } from "@workshop/contract";
import { createGalileoClient } from "../src/index.ts";

describeMutants({ platform: "galileo", createClient: createGalileoClient });
