/**
 * The keywords and formats, for a bundler to choose from. `check` + keyword, `is` + format: a generator needs no table,
 * except that `checkDeepEnum` stands in for `checkEnum` where there are arrays or objects among the values, and that
 * formats are handed to `checkFormat`.
 */
export * from "./keywords/alternatives.ts";
export * from "./keywords/arrays.ts";
export * from "./keywords/formats.ts";
export * from "./keywords/general.ts";
export * from "./keywords/numbers.ts";
export * from "./keywords/objects.ts";
export * from "./keywords/texts.ts";
