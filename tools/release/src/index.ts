/** What is published: how it is checked, and how a user's project comes to it. */

export { type ClientPackage, listClients } from "@workshop/config/client-packages";
export type { CommandResult } from "@workshop/config/run-command";
export { runChild } from "./child-command.ts";
export { READINGS } from "./consumer/compilers.ts";
export { consumerProgram, firstCall } from "./consumer/consumer-program.ts";
export { describePackage } from "./describe-package.ts";
export { packPackage } from "./pack.ts";
