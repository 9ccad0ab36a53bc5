/** Model in, client packages out. */
export { type ExportedNames, exportedNames, type GeneratedPackage, writePackage } from "./emit/package.ts";
export { type GeneratedPlatform, GenerateError, type GenerateOptions, generate } from "./generate.ts";
