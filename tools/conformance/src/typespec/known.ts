/** Why a scenario cannot pass, by its name or the beginning of it; `dialect`: in this one alone. */
interface Known {
  readonly name: string;
  readonly dialect?: "3.0.0";
  readonly reason: string;
}

const NOT_SAID = "the document cannot say it";

/** The scenarios that are expected to fail. One that passes all the same is told, too: its entry goes. */
const KNOWN: readonly Known[] = [
  { name: "Parameters_Path_optional", reason: `${NOT_SAID}: a parameter of the path is always required in OpenAPI` },
  {
    name: "Routes_PathParameters_ReservedExpansion",
    reason: `${NOT_SAID}: no path parameter may hold a slash in OpenAPI`,
  },
  { name: "Routes_PathParameters_PathExpansion", reason: `${NOT_SAID}: \`{/param}\` of RFC 6570 becomes \`{param}\`` },
  { name: "Routes_QueryParameters_QueryContinuation", reason: `${NOT_SAID}: OpenAPI has no path with a query` },
  {
    name: "Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray",
    reason: "the suite takes a list of a form as one part of JSON, where OpenAPI has a part for each item",
  },
  {
    name: "Type_Enum_Fixed_String_putUnknownValue",
    reason: "the value is none of the enum: it is refused before it is sent, where the suite has a server refuse it",
  },
  {
    name: "Type_Model_Inheritance_EnumDiscriminator_getExtensibleModelMissingDiscriminator",
    reason: "the response lacks a property that the document requires: it is no declared success",
  },
  {
    name: "Type_Model_Inheritance_EnumDiscriminator_getFixedModelMissingDiscriminator",
    reason: "the response lacks a property that the document requires: it is no declared success",
  },
  {
    name: "Type_Model_Inheritance_NestedDiscriminator_getMissingDiscriminator",
    reason: "the response lacks a property that the document requires: it is no declared success",
  },
  {
    name: "Type_Model_Inheritance_SingleDiscriminator_getMissingDiscriminator",
    reason: "the response lacks a property that the document requires: it is no declared success",
  },
  {
    name: "Type_Model_Visibility_putReadOnlyModel",
    reason: "the suite's request has no body, and the document requires one",
  },
  {
    name: "Type_Property_Optional_PlainTime_putAll",
    reason: "a time without an offset is no `time` of RFC 3339, which the format means in JSON Schema",
  },
  { name: "Versioning_Added_v1", reason: "the suite sends to version 1 what came with version 2" },
  {
    name: "Encode_Bytes_RequestBody_base64url",
    dialect: "3.0.0",
    reason: "the document says `format: byte`, which is base64, of what is base64url",
  },
  {
    name: "Type_File_Body_uploadFileJsonContentType",
    dialect: "3.0.0",
    reason: "the document calls JSON a string of bytes",
  },
  {
    name: "Type_File_Body_downloadFileJsonContentType",
    dialect: "3.0.0",
    reason: "the document calls JSON a string of bytes",
  },
];

/** Why a scenario is expected to fail; `undefined`: it is not. */
export function whyFailing(name: string, dialect: string): string | undefined {
  return KNOWN.find((known) => name.startsWith(known.name) && (known.dialect ?? dialect) === dialect)?.reason;
}
