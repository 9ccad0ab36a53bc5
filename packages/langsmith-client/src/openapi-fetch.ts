export { createLangSmithFetchClient } from "./generated/openapi-fetch.ts";
export type { paths } from "./generated/paths.ts";
