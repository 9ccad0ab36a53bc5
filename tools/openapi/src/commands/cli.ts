import { createSpecProgram } from "./spec.ts";

// `pnpm spec` runs the same with what tools/release adds; this is what this package can do by itself.
await createSpecProgram().parseAsync();
