export * from "@org/client-core/node";
