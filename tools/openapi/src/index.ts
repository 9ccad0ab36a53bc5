/** The one reading of a document: everything else works from the model that this package gives. */
export { DocumentError, type ErrorPlace } from "./document/document-error.ts";
export { isObject, type JsonObject } from "./document/parse.ts";
export { fromPointer, nodeAt, toPointer } from "./document/pointer.ts";
export { type DocumentReading, readDocument, type SourceText } from "./document-reading.ts";
export { listPlatforms, loadBoth, loadModel, loadPlatform, type ModelFiles, usableDocument } from "./load.ts";
export { holdsBigints } from "./model/bigints.ts";
export { isDescribed } from "./model/demanded-names.ts";
export { type Direction, inDirection } from "./model/directions.ts";
export { memberPath } from "./model/groups.ts";
export { holderOf, inputSchema, inputSchemaWithRules, isOfInput } from "./model/input-schema.ts";
export { APPLICATORS, type Applicator, IN_PLACE, isOfType } from "./model/keywords.ts";
export { type Content, contentOf, isBytes, isForm, isJson } from "./model/media-types.ts";
export {
  camelCase,
  distinctNames,
  type NameCandidates,
  pascalCase,
  spelledOut,
  UniqueNames,
} from "./model/names.ts";
export { mayBacktrack, regularExpression, unreadablePatterns } from "./model/patterns.ts";
export { type FieldEncoding, fieldEncodings, isTextForm } from "./model/request-bodies.ts";
export { isOfClients } from "./model/reserved-names.ts";
export {
  allowsText,
  contentOfResponse,
  type DeclaredHeader,
  declaredHeaders,
  type ItemKind,
  isBodiless,
  isFailure,
  isSuccess,
  type ResponseContent,
} from "./model/responses.ts";
export { isAbsolute, ownServer, ownServers, rootServer } from "./model/servers.ts";
export type * from "./model/types.ts";
export { METHODS } from "./model/types.ts";
export { undescribedDiscriminators } from "./model/undescribed-discriminators.ts";
export { unsatisfiable } from "./model/unsatisfiable.ts";
export {
  bareReference,
  children,
  collect,
  conjoined,
  conjoinedAll,
  reachable,
  reaching,
  references,
  type Subschema,
} from "./model/visit.ts";
