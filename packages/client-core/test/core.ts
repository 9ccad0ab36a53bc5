/** What tests use of client-core, and descriptors for their operations. */

export type { Authenticator } from "../src/definition.ts";
export { createFetchClient } from "../src/openapi-fetch/client.ts";
export * from "../src/public.ts";
export { binaryBody, exactJsonBody, jsonBody, textBody } from "../src/request/bodies.ts";
export { formDataBody, urlEncodedBody } from "../src/request/forms.ts";
export { differenceOf } from "../src/response/difference.ts";
export {
  authorization,
  basicCredentials,
  bearerToken,
  keyInCookie,
  keyInHeader,
  keyInQuery,
} from "../src/security/authenticators.ts";
export { oauth2Token } from "../src/security/oauth2.ts";
export type { Schema } from "./check-of.ts";
export {
  cookieForm,
  cookieJson,
  createTransport,
  type Described,
  defineOperation,
  headerJson,
  headerSimple,
  pathJson,
  pathLabel,
  pathMatrix,
  pathSimple,
  queryDeepObject,
  queryForm,
  queryJson,
  queryPipeDelimited,
  querySpaceDelimited,
} from "./described.ts";
