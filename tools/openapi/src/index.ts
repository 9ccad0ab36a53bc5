/** The one reading of a document: everything else works from the model that this package gives. */
export { DocumentError, type ErrorPlace } from "./document/document-error.ts";
export { fromPointer, toPointer } from "./document/pointer.ts";
export { type DocumentReading, readDocument, type SourceText } from "./document-reading.ts";
export { listPlatforms, loadModel, loadPlatform, type ModelFiles } from "./load.ts";
export { holderOf, inputSchema, inputSchemaWithRules, isOfInput } from "./model/input-schema.ts";
export { isForm, isJson } from "./model/media-types.ts";
export { camelCase, pascalCase, UniqueNames } from "./model/names.ts";
export type * from "./model/types.ts";
