export * from "@org/client-core";
export * from "./generated/index.ts";
