import { testRun } from "./src/vitest.ts";

export default testRun();
