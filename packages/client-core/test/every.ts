export * from "../src/generated.ts";
export * from "../src/public.ts";
