/** What the documents do not say of the inputs that the suite's server wants: its routes do. */
import type { Input } from "@workshop/samples";

/** What a call is made with. */
export type Given = Input & {
  /** Headers that the document does not declare. */
  readonly more?: Readonly<Record<string, string>>;
};

const REQUEST_ID = "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0";

/** The values of parameters, in all operations of a document. */
const OF_DOCUMENT: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "azure-special-properties": {
    "api-version": "2015-07-01-preview",
    subscriptionId: "1234-5678-9012-3456",
    "x-ms-client-request-id": REQUEST_ID,
    "foo-client-request-id": REQUEST_ID,
  },
  "multiapi-v0": { "api-version": "1.0.0" },
  "multiapi-v1": { "api-version": "1.0.0", id: 1, greetingInEnglish: "hello" },
  "multiapi-v1-custom-base-url": { "api-version": "1.0.0", id: 1 },
  "multiapi-v2": { "api-version": "2.0.0", id: 2, greetingInEnglish: "hello", greetingInChinese: "nihao" },
  "multiapi-v2-custom-base-url": { "api-version": "2.0.0", id: 2 },
  "multiapi-v3": {
    "api-version": "3.0.0",
    greetingInEnglish: "hello",
    greetingInChinese: "nihao",
    greetingInFrench: "bonjour",
  },
  paging: { api_version: "1.6", tenant: "test_user", "api-version": "1.0.0", requiredQueryParameter: 100 },
  "subscriptionId-apiVersion": { "api-version": "2014-04-01-preview", resourceGroupName: "testgroup101" },
};

/** Operations that want the name of their request, whether the document declares it or not. */
const WITH_REQUEST_ID = /^(subscriptionIn|LROsCustomHeader_|header_customRequestId|x-ms-client-request-id_Get)/;

const bytes = (text: string, type = "application/octet-stream"): Blob => new Blob([text], { type });
const HELLO = bytes("hello, world");
const PDF = { contentType: "application/pdf", body: bytes("PDF", "application/pdf") };
const LIST = ["ArrayQuery1", "begin!*'();:@ &=+$,/?#[]end", "", ""];
const MULTIBYTE = "5ZWK6b2E5LiC54ub54uc76ex76Ss76ex76iM76ip";
const PRODUCT = {
  base_product_id: "123",
  base_product_description: "product description",
  details: {
    max_product_display_name: "max name",
    max_product_capacity: "Large",
    max_product_image: { "@odata.value": "http://foo" },
  },
};
const INDIA = { location: "India", properties: { "p.name": "Azure", type: "Flat" } };
const WEST = { location: "West US", tags: { tag1: "value1", tag2: "value3" } };
const flat = (name: string): object => ({ properties: { "p.name": name, type: "Flat" } });
const RESOURCES = {
  Resource1: { ...WEST, ...flat("Product1") },
  Resource2: { location: "Building 44", ...flat("Product2") },
};
const queryOf = (...names: readonly string[]): Given => ({
  query: Object.fromEntries(names.map((name) => [name, name])),
});
const PATH_ITEM = {
  path: {
    globalStringPath: "globalStringPath",
    pathItemStringPath: "pathItemStringPath",
    localStringPath: "localStringPath",
  },
};

/** The inputs of an operation, each of which is a scenario. */
const OF_OPERATION: Readonly<Record<string, readonly Given[]>> = {
  AnalyzeBody: [{ contentType: "application/json", body: { source: "foo" } }, PDF],
  AnalyzeBodyNoAcceptHeader: [{ contentType: "application/json", body: { source: "foo" } }, PDF],
  CreateSecret: [{ body: { key: "1c88a67921784300a462b2cb61da2339" } }],
  OperationGroupTwo_testFour: [{ contentType: "application/json", body: { source: "foo" } }, PDF],
  Pet_AddPet: [{ body: { name: "Retriever", IntEnum: "3", DaysOfWeek: "Friday" } }],
  Pet_DoSomething: ["stay", "jump", "fetch"].map((whatAction) => ({ path: { whatAction } })),
  Pet_GetByPetId: ["tommy", "casper", "scooby"].map((petId) => ({ path: { petId } })),
  Pet_GetPetById: ["tommy", "django", "coyoteUgly", "weirdAlYankovic", "ringo", "alien123"].map((petId) => ({
    path: { petId },
  })),
  Pet_HasModelsParam: [{ query: { models: "value1" } }],
  basic_putValid: [{ body: { id: 2, name: "abc", color: "Magenta" } }],
  bodyThreeTypes: [{ contentType: "text/plain", body: "hello, world" }],
  binaryBodyWithThreeContentTypes: [{ contentType: "text/plain", body: "hello, world" }],
  datetime_putLocalNegativeOffsetMaxDateTime: [{ body: "9999-12-31T23:59:59.999-14:00" }],
  datetime_putLocalPositiveOffsetMaxDateTime: [{ body: "9999-12-31T23:59:59.999+14:00" }],
  datetime_putUtcMaxDateTime: [{ body: "9999-12-31T23:59:59.999Z" }],
  datetime_putUtcMaxDateTime7Digits: [{ body: "9999-12-31T23:59:59.9999999Z" }],
  datetimerfc1123_putUtcMaxDateTime: [{ body: "Fri, 31 Dec 9999 23:59:59 GMT" }],
  dictionary_putDateTimeValid: [
    { body: { 0: "2000-12-01T00:00:01Z", 1: "1980-01-01T23:11:35Z", 2: "1492-10-12T18:15:01Z" } },
  ],
  duration_putPositiveDuration: [{ body: "P123DT22H14M12.011S" }],
  formdataurlencoded_updatePetWithForm: [
    { path: { petId: 1 }, body: { pet_type: "dog", pet_food: "meat", pet_age: 42, name: "Fido" } },
  ],
  formdata_UploadFile: [{ body: { fileContent: HELLO, fileName: "hello.txt" } }],
  getModel: ["raw", "model"].map((mode) => ({ path: { mode } })),
  getPages: ["raw", "model"].map((mode) => ({ path: { mode } })),
  header_paramByte: [{ headers: { scenario: "valid", value: MULTIBYTE } }],
  header_paramDatetimeRfc1123: [
    { headers: { scenario: "valid", value: "Fri, 01 Jan 2010 12:34:56 GMT" } },
    { headers: { scenario: "min", value: "Mon, 01 Jan 0001 00:00:00 GMT" } },
  ],
  int_putMax32: [{ body: 2_147_483_647 }],
  int_putMax64: [{ body: 9_223_372_036_854_775_807n }],
  int_putMin32: [{ body: -2_147_483_648 }],
  int_putMin64: [{ body: -9_223_372_036_854_775_808n }],
  lro: ["raw", "model"].map((mode) => ({ path: { mode } })),
  odata_getWithFilter: [{ query: { $filter: "id gt 5 and name eq 'foo'", $top: 10, $orderby: "id" } }],
  operationWithContentParam: [{ body: HELLO }],
  operationWithUrl: [
    { path: { url: "foo" }, headers: { headerParameters: "x" }, query: { queryParameters: ["one", "two"] } },
  ],
  parameterGrouping_groupWithConstant: [{ headers: { groupedConstant: "foo", groupedParameter: "bar" } }],
  parameterGrouping_postRequired: [{ path: { path: "path" }, body: 1234, query: { query: 21 } }],
  parameterGrouping_postReservedWords: [{ query: { from: "bob", accept: "yes" } }],
  params_postParameters: [{ contentType: "image/jpeg", body: bytes("jpeg", "image/jpeg") }],
  patchSingle: [{ body: { foo: "bar" } }],
  pathItems_getAllWithValues: [
    { ...PATH_ITEM, ...queryOf("globalStringQuery", "pathItemStringQuery", "localStringQuery") },
  ],
  pathItems_getGlobalAndLocalQueryNull: [{ ...PATH_ITEM, ...queryOf("pathItemStringQuery") }],
  pathItems_getGlobalQueryNull: [{ ...PATH_ITEM, ...queryOf("pathItemStringQuery", "localStringQuery") }],
  pathItems_getLocalPathItemQueryNull: [{ ...PATH_ITEM, ...queryOf("globalStringQuery") }],
  paths_ArrayCsvInPath: [{ path: { arrayPath: ["ArrayPath1", ...LIST.slice(1)] } }],
  paths_getEmpty: [{ path: { subscriptionId: "test12", keyName: "key1" }, query: { keyVersion: "v1" } }],
  postFlattenedSimpleProduct: [{ body: PRODUCT }],
  postModel: ["raw", "model"].map((mode) => ({ path: { mode }, body: { hello: "world!" } })),
  primitive_putString: [{ body: { field: "goodrequest", empty: "" } }],
  put: [{ body: { foo: "bar" } }, { body: { foo: "another" } }],
  putArray: [{ body: [WEST, { location: "Building 44" }] }, { body: ["foo", "bar"] }],
  putCat: [{ body: { name: "Boots", likesMilk: false, meows: true, hisses: false } }],
  putDictionary: [{ body: RESOURCES }],
  putFeline: [{ body: { meows: false, hisses: true } }],
  putHorse: [{ body: { name: "General", isAShowHorse: false } }],
  putKitten: [{ body: { name: "Kitty", likesMilk: false, meows: true, hisses: false, eatsMiceYet: true } }],
  putPet: [{ body: { name: "Butter" } }],
  putResourceCollection: [
    {
      body: {
        arrayofresources: [RESOURCES.Resource1, { location: "East US", ...flat("Product2") }],
        dictionaryofresources: RESOURCES,
        productresource: INDIA,
      },
    },
  ],
  putSimpleProduct: [
    {
      body: {
        ...PRODUCT,
        details: {
          ...PRODUCT.details,
          max_product_image: { "@odata.value": "http://foo", generic_value: "https://generic" },
        },
      },
    },
  ],
  putSimpleProductWithGrouping: [{ path: { name: "groupproduct" }, body: PRODUCT }],
  queries_ArrayStringCsvEmpty: [{ query: { arrayQuery: [] } }],
  queries_ArrayStringCsvValid: [{ query: { arrayQuery: LIST } }],
  queries_ArrayStringMultiValid: [{ query: { arrayQuery: LIST } }],
  queries_ArrayStringNoCollectionFormatEmpty: [{ query: { arrayQuery: ["hello", "nihao", "bonjour"] } }],
  queries_ArrayStringPipesValid: [{ query: { arrayQuery: LIST } }],
  queries_ArrayStringSsvValid: [{ query: { arrayQuery: LIST } }],
  queries_ArrayStringTsvValid: [{ query: { arrayQuery: LIST } }],
  queries_byteEmpty: [{ query: { byteQuery: "" } }],
  queries_byteMultiByte: [{ query: { byteQuery: MULTIBYTE } }],
  queries_enumValid: [{ query: { enumQuery: "green color" } }],
  queries_stringEmpty: [{ query: { stringQuery: "" } }],
  import_operationOne: [{ query: { parameter1: "foo" } }],
  skipUrlEncoding_getMethodPathValid: [{ path: { unencodedPathParam: "path1/path2/path3" } }],
  skipUrlEncoding_getMethodQueryValid: [{ query: { q1: "value1&q2=value2&q3=value3" } }],
  skipUrlEncoding_getPathPathValid: [{ path: { unencodedPathParam: "path1/path2/path3" } }],
  skipUrlEncoding_getPathQueryValid: [{ query: { q1: "value1&q2=value2&q3=value3" } }],
  time_put: [{ body: "08:07:56" }],
  "x-ms-client-request-id_Get": [{}, { more: { "x-ms-client-request-id": "another" } }],
  xml_jsonInput: [{ body: { id: 42 } }],
};

/** What is known of the input of an operation: each is laid over the least that it can be called with. */
export function knownInputs(operationId: string): readonly Given[] {
  const inputs = OF_OPERATION[operationId] ?? [];
  if (!WITH_REQUEST_ID.test(operationId)) return inputs;
  return [...(inputs.length === 0 ? [{}] : inputs), { more: { "x-ms-client-request-id": REQUEST_ID } }];
}

/** The value of a parameter, in all operations of a document; `undefined` where nothing is known of it. */
export function knownValue(document: string, parameter: string): unknown {
  return OF_DOCUMENT[document]?.[parameter];
}

/** Paths that a document does not have, and that can be read all the same. */
export function pathsBeyond(document: string): readonly string[] {
  return document === "dpg-update1" ? ["/serviceDriven/glassbreaker"] : [];
}
