/** What generated code imports: a function for each thing that a document can say. */
export * from "./checks/arrays.ts";
export {
  bigInteger,
  bigInteger64,
  exactJson,
  nullableBigInteger,
  nullableBigInteger64,
} from "./checks/bigints.ts";
export { always, anything, lazy, never } from "./checks/check.ts";
export * from "./checks/combinators.ts";
export { all, schema, unevaluatedItems, unevaluatedProperties } from "./checks/evaluated.ts";
export {
  binary,
  binaryFormat,
  byte,
  bytes,
  date,
  dateTime,
  dateTimeFormat,
  email,
  hostname,
  int32,
  int64,
  ipv4,
  ipv6,
  time,
  uri,
  uuid,
  uuid4,
} from "./checks/formats.ts";
export * from "./checks/objects.ts";
export * from "./checks/texts.ts";
export {
  anyObject,
  anyOfTypes,
  boolean,
  constant,
  deepEnumeration,
  enumeration,
  integer,
  nothing,
  nullable,
  number,
  string,
  type,
} from "./checks/types.ts";
export type { Authenticator, Check, Definition } from "./definition.ts";
export { createTransport } from "./engine/transport.ts";
export { withGroups } from "./groups.ts";
export { operation } from "./operation.ts";
export { paginated } from "./pages/paginated.ts";
export { cursorPages, linkedPages, numberedPages, offsetPages } from "./pages/styles.ts";
export { createRead } from "./read.ts";
export * from "./request/bodies.ts";
export * from "./request/forms.ts";
export { inCookie, inHeader, inPath, inQuery, mandatory, orEmpty } from "./request/parameters.ts";
export {
  absent,
  bounded,
  every,
  given,
  inOrder,
  onlyNames,
  passes,
  rule,
  safe,
  satisfying,
  some,
  unless,
} from "./request/rules.ts";
export {
  cookieExploded,
  deepForm,
  deepObject,
  form,
  formExploded,
  headerJson,
  headerList,
  headerListExploded,
  json,
  label,
  labelExploded,
  matrix,
  matrixExploded,
  pathJson,
  pipeDelimited,
  reserved,
  reservedText,
  simple,
  simpleExploded,
  spaceDelimited,
} from "./request/styles.ts";
export { textAsJson, wholeBytes } from "./response/decode.ts";
export { differenceOf } from "./response/difference.ts";
export { headerAsText, headerValue, headerValues, withHeaders } from "./response/headers.ts";
export {
  authorization,
  basicCredentials,
  bearerToken,
  keyInCookie,
  keyInHeader,
  keyInQuery,
} from "./security/authenticators.ts";
export { oauth2Token } from "./security/oauth2.ts";
export { serversOf } from "./servers.ts";
export { eventData, eventTexts, jsonLines, jsonSequence, wholeEvents, wholeEventsOfJson } from "./streams/items.ts";
export { openItems, streaming } from "./streams/open.ts";
