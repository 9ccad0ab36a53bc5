import { join } from "node:path";

/** The workspace's folder: every path of the gate starts here, wherever the command was typed. */
export const ROOT: string = join(import.meta.dirname, "../../..");
