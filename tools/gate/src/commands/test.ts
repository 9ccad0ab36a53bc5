import { verify } from "../verify.ts";

// Everything: what `check` does, and the tests.
process.exitCode = await verify(["generate", "build", "typecheck", "test", "package-check"]);
