import { testRun } from "@workshop/config/vitest";

export default testRun();
