import { runTurbo } from "../turbo.ts";

// Generates and builds the packages whose document, overlay or runtime has changed.
process.exitCode = runTurbo(["build"]);
