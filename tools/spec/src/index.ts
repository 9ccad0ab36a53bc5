/** The one reading of a document: everything else works from the model that this package gives. */
export { DocumentError, type ErrorPlace } from "./document-error.ts";
export { listPlatforms, loadModel, loadPlatform, type ModelFiles } from "./load.ts";
export { camelCase, pascalCase, UniqueNames } from "./model/names.ts";
export type * from "./model/types.ts";
export { type DocumentReading, readDocument, type SourceText } from "./reading/document-reading.ts";
export { fromPointer, toPointer } from "./reading/pointer.ts";
