/** Why scenarios cannot pass, by their names. */
interface Known {
  readonly reason: string;
  readonly names: RegExp;
}

/** The scenarios that are expected to fail. One that passes all the same is told, too: its entry goes. */
const KNOWN: readonly Known[] = [
  {
    reason: "the response has no body, and the document declares one: it is no declared success",
    names:
      /^(get(Array(Complex|Array|Dictionary)?|Bool|Byte|String|Date(Time(Rfc1123)?)?|Integer|Number|Dictionary(Complex|Array|Dictionary)?|Duration)Null|getNullUnixTime|getStringNullBase64UrlEncoding|get(String|ComplexBasic)NotProvided|ResponsesScenario(F200DefaultNone|H200MatchingNone)|MediaTypesT(wo|hree)\w+|reservedWords\w+|FileStreamEmpty|LROPostDoubleHeadersFinal\w+|LROPut202Retry200|LROPutNonResource(Async)?InRetry|LROPostSuccededNoBody|LROPost200|LROErrorPut201NoProvisioningStatePayload|DPGNewBodyType(\.\w+)?)$/,
  },
  {
    reason: "the response does not say of which media type it is: it is no declared success",
    names:
      /^(CustomHeaderPut\w+|LROPut(Succeeded\w+|Failed|Canceled|Async(No)?Retry\w+|(Async)?NoHeaderInRetry|SubResource\w+)|LRODeleteProvisioning\w+|LRONonRetryPut201Creating400|FormdataStreamUploadFile)$/,
  },
  {
    reason: "the response holds a null that the document does not allow: it is no declared success",
    names:
      /^get(ArrayComplexItemNull|Complex(BasicNull|PrimitiveString|ArrayValid|DictionaryValid)|Dictionary(NullValue|StringWithNull|ComplexItemNull))$/,
  },
  {
    reason: "the response lacks a property that the document requires: it is no declared success",
    names: /^(getEnumReferencedConstant|getComposedWithoutDiscriminator)$/,
  },
  {
    reason: "the response has a text where the document has an integer: it is no declared success",
    names: /^Multiapi(PutTestOneApiVersionTwo|GetTestTwoApiVersionTwo|LRO|LROAndPaging)$/,
  },
  { reason: "the response is of a media type that the document does not declare", names: /^StreamUploadFile$/ },
  {
    reason: "no client follows a redirect: its credentials stay where they are, and nothing is done twice",
    names: /^HttpRedirect\d+/,
  },
  {
    reason: "what a server has refused is sent again only where it says when, by `Retry-After`",
    names: /^(HttpRetry\d+|LRORetry(Put|Error)|PagingMultipleRetry)/,
  },
  {
    reason: "an empty value is refused by name, since a server may read it as everything",
    names: /^(UrlPaths(String|Byte)Empty|UrlQueries(String|Byte|ArrayCsv)Empty|HeaderParameterStringEmpty)$/,
  },
  {
    reason: "a list with an empty item, or with its delimiter in an item, is refused by name",
    names: /^(UrlPathsArrayCSVInPath|UrlQueriesArray(Csv|Multi|Ssv|Pipes)Valid)$/,
  },
  { reason: "OpenAPI has no list that is separated by tabs", names: /^UrlQueriesArrayTsvValid$/ },
  {
    reason: "an integer beyond 2^53 is a `bigint` where an overlay says so, and there is none",
    names: /^putLongM(ax|in)$/,
  },
  {
    reason: "the suite's request has a null that the document does not allow: it is refused before it is sent",
    names: /^putComplex(Array|Dictionary)Valid$/,
  },
  {
    reason: "the suite's request has a value that is none of the enum: it is refused before it is sent",
    names: /^putComplexPolymorphism(Valid|Complicated|NoDiscriminator)$/,
  },
  {
    reason: "the document lists no property, by `properties: {}`: one that is given is refused by name",
    names: /^(ObjectTypePut|PassMergePatchObject)$/,
  },
  {
    reason: "a time without an offset is no `time` of RFC 3339, which the format means in JSON Schema",
    names: /^BodyTimePut$/,
  },
  {
    reason: "OpenAPI has no path with a query: the import leaves out these operations",
    names: /^Storage(List|Get|Put)\w+XML$/,
  },
  {
    reason: "OpenAPI has no value that is not percent-encoded in a path, nor one that is several in a query",
    names: /^Azure(Method|Path|Swagger)(Path|Query)UrlEncoding$/,
  },
  { reason: "OpenAPI ignores a parameter that is the header `Content-Type`", names: /^HeaderParameterProtectedKey$/ },
  { reason: "the converter leaves out the body of a GET", names: /^PagingSingleWithBodyParams$/ },
  { reason: "the converter leaves out `x-ms-paths`", names: /^PagingReturnModelWithXMSClientName$/ },
  {
    reason: "the next page is another operation's, which only `x-ms-pageable` says",
    names: /^PagingFragment$/,
  },
  {
    reason: "the document says nothing of the query and the body that the suite's server wants",
    names: /^RequestWithSecrets$/,
  },
  {
    reason: "`fetch` takes a 407 for a broken connection",
    names: /^HttpClientFailure407Delete$/,
  },
  { reason: "3 GB are more than a client takes at once unless it is told to", names: /^FileStreamVeryLarge$/ },
  {
    reason: "the suite's server takes the call, and forgets to count it",
    names: /^Multiapi(DifferentCallsApiVersion|PostTestFourApiVersionThreePDF)/,
  },
];

/** Why a scenario is expected to fail; `undefined`: it is not. */
export function whyFailing(name: string): string | undefined {
  return KNOWN.find(({ names }) => names.test(name))?.reason;
}
