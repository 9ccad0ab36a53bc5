import { enableCompileCache } from "node:module";

// A third of what a small document takes is compiling this program, which is kept for the next time.
enableCompileCache();
await import("./program.ts");
