import { verify } from "../verify.ts";

// What can be said without running a test of behaviour: format, lint, types, dead code, drift, packages.
process.exitCode = await verify(["generate", "build", "typecheck", "package-check"]);
