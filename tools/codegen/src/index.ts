/** Model in, client packages out. */
export { CheckWriter } from "./emit/checks.ts";
export { writeCondition } from "./emit/conditions.ts";
export { type ExportedNames, exportedNames, type GeneratedPackage, writePackage } from "./emit/package.ts";
export { SchemaNames } from "./emit/schema-names.ts";
export { type GeneratedPlatform, GenerateError, type GenerateOptions, generate } from "./generate.ts";
export { type ClientPackage, templateFiles } from "./scaffold/scaffold-package.ts";
