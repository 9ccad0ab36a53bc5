/** What is published: how it is checked, and how a user's project comes to it. */
export { runChild } from "./child-command.ts";
export { type ClientPackage, listClients } from "./client-packages.ts";
export { READINGS } from "./consumer/compilers.ts";
export { consumerProgram, firstCall } from "./consumer/consumer-program.ts";
export { describePackage } from "./describe-package.ts";
export { judgeDocuments } from "./rating/document/judge-documents.ts";
export { judgeWithRedocly } from "./rating/redocly/judge-with-redocly.ts";
export { type Bump, compareBumps, highestBump, type Reason, type Verdict } from "./rating/verdict.ts";
export type { CommandResult } from "./run-command.ts";
