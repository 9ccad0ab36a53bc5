import { describeMutants } from "@workshop/mutants";
import { createGalileoClient } from "../src/index.ts";

describeMutants({ platform: "galileo", createClient: createGalileoClient });
