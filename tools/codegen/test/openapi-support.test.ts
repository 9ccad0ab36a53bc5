import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DocumentError, loadModel } from "@workshop/openapi";
import { importDocument } from "@workshop/openapi/import";
import { describe, expect, test } from "vitest";
import { writePackage } from "../src/emit/package.ts";

const TABLE = readFileSync(join(import.meta.dirname, "../../../docs/openapi-support.md"), "utf8");

/** The features of the table, and what it says of each. */
const ROWS = [...TABLE.matchAll(/^\| (?!feature|---)(.*?) \| (.*?) \| (.*?) \|$/gmu)].map(
  ([, feature = "", , says = ""]) => ({
    feature,
    says,
  }),
);

/** A document of one operation, which can be used unless something is added to it. */
function documentOf(
  more: { version?: string; operation?: string; item?: string; path?: string; root?: string } = {},
): string {
  const { version = "3.1.0", operation = "", item = "", path = "/a", root = "" } = more;
  return `openapi: ${version}
info: { title: Small, version: "1" }
paths:
  "${path}":
    get: { ${operation === "" ? "" : `${operation}, `}responses: { "204": { description: done } } }
${item === "" ? "" : `    ${item}\n`}${root}`;
}

const operation = (text: string, version = "3.1.0"): string => documentOf({ operation: text, version });
const schema = (text: string, version?: string): string =>
  operation(`parameters: [{ name: q, in: query, schema: ${text} }]`, version);
const overlaid = (text: string): readonly [document: string, overlay: string] => [documentOf(), text];
const overlayOf = (actions: string, version = "1.0.0"): string =>
  `overlay: ${version}\ninfo: { title: t, version: "1" }\nactions: [${actions}]\n`;
const done = 'responses: { "204": { description: done } }';

/** For each feature that the table says is refused, what has it. */
const REFUSED: Readonly<Record<string, string | readonly [document: string, overlay: string]>> = {
  "merge keys, tags of one's own, keys twice, a key that is no name": documentOf({ root: "x-a: { <<: { a: 1 } }\n" }),
  "Swagger 2.0": 'swagger: "2.0"\ninfo: { title: Small, version: "1" }\npaths: {}\n',
  "a version of OpenAPI that is not known": documentOf({ version: "3.3.0" }),
  "a reference to another file, without `--bundle`": schema("{ $ref: other.yaml }"),
  "a reference that leads nowhere, or to itself": schema('{ $ref: "#/components/schemas/Nope" }'),
  "a reference to the whole document (`#`), or an empty one": schema('{ $ref: "#" }'),
  "a reference to what is no schema, where one has to be": schema('{ $ref: "#/info" }'),
  QUERY: documentOf({ version: "3.2.0", item: `query: { ${done} }` }),
  "`additionalOperations`": documentOf({ version: "3.2.0", item: `additionalOperations: { COPY: { ${done} } }` }),
  "a path with a fragment (`#`)": documentOf({ path: "/a#b" }),
  "an `operationId` twice": documentOf({ operation: "operationId: a", item: `put: { operationId: a, ${done} }` }),
  "an operation that is called as the client's own function": operation("operationId: createSmallClient"),
  "a protocol-relative server": documentOf({ root: 'servers: [{ url: "//api.example.com" }]\n' }),
  "a server whose variable has no default": documentOf({
    root: 'servers: [{ url: "https://{region}.example.com", variables: { region: { description: r } } }]\n',
  }),
  "a status that is none": documentOf({ item: 'put: { responses: { "2o4": { description: done } } }' }),
  "a style that is not one for its place": operation("parameters: [{ name: q, in: header, style: form, schema: {} }]"),
  "`in: querystring`": operation(
    "parameters: [{ name: q, in: querystring, content: { application/json: { schema: {} } } }]",
    "3.2.0",
  ),
  "`style: cookie`": operation("parameters: [{ name: q, in: cookie, style: cookie, schema: {} }]", "3.2.0"),
  "`prefixEncoding`, `itemEncoding` of a request": documentOf({
    version: "3.2.0",
    item: `post: { requestBody: { content: { multipart/mixed: { itemSchema: {}, itemEncoding: { contentType: image/png } } } }, ${done} }`,
  }),
  "a media type or a header's name with a control character (CR, LF) in it": documentOf({
    item: `put: { requestBody: { content: { "text/plain\\r\\nx-more: 1": { schema: { type: string } } } }, ${done} }`,
  }),
  "an unknown keyword": schema("{ type: string, hint: a }", "3.0.3"),
  "`false` for what is required: no call could be made": operation(
    "parameters: [{ name: q, in: query, required: true, schema: false }]",
  ),
  "`$anchor` as the target of a reference": schema('{ $ref: "#named" }'),
  "a schema that contains itself in place (`allOf` of itself)": documentOf({
    operation: 'parameters: [{ name: q, in: query, schema: { $ref: "#/components/schemas/A" } }]',
    root: 'components: { schemas: { A: { allOf: [{ $ref: "#/components/schemas/A" }] } } }\n',
  }),
  "`defaultMapping` of a discriminator": schema(
    "{ oneOf: [{ type: object }], discriminator: { propertyName: a, defaultMapping: b } }",
    "3.2.0",
  ),
  "an API key in a place that is none": documentOf({
    root: "components: { securitySchemes: { a: { type: apiKey, in: body, name: a } } }\n",
  }),
  "a scheme that is named and defined nowhere": operation("security: [{ gone: [] }]"),
  "an overlay of another version": overlaid(overlayOf("{ target: $.info, update: { x-a: 1 } }", "1.2.0")),
  "an action that matches nothing": overlaid(overlayOf("{ target: $.nope, update: { x-a: 1 } }")),
  "`copy` of no node, or of several": overlaid(overlayOf('{ target: $.info, copy: "$.paths[*][*][*]" }', "1.1.0")),
  "a key that the version does not know": overlaid(overlayOf("{ target: $.info, copy: $.info }")),
  "`__proto__` as a key": overlaid(overlayOf("{ target: $.info, update: { __proto__: { a: 1 } } }")),
  "`x-pagination` on anything but a GET": [
    documentOf({ item: `delete: { parameters: [{ name: c, in: query, schema: {} }], ${done} }` }),
    overlayOf(`{ target: "$.paths['/a'].delete", update: { x-pagination: { style: offset, parameter: c } } }`),
  ],
  "`x-groups` of anything but `tags`, or without a tag": overlaid(
    overlayOf("{ target: $, update: { x-groups: paths } }"),
  ),
  "`x-group` with a name that is none, or that the client has already": overlaid(
    overlayOf("{ target: $.paths['/a'].get, update: { x-group: read } }"),
  ),
  "two operations of one name in a group": [
    documentOf({ item: `put: { ${done} }` }),
    overlayOf("{ target: '$.paths[\"/a\"].*', update: { x-group: { name: things, method: go } } }"),
  ],
  "tags that differ in case alone, as groups": [
    documentOf({ operation: "tags: [a]", item: `put: { tags: [A], ${done} }` }),
    overlayOf("{ target: $, update: { x-groups: tags } }"),
  ],
};

/** The error of the import, or of the generation, of a document. */
async function refusalOf(document: string, overlay: string | undefined): Promise<unknown> {
  const root = mkdtempSync(join(tmpdir(), "support-"));
  const write = (name: string, text: string): string => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  const source = write("small.yaml", document);
  const given = overlay === undefined ? {} : { overlay: write("overlay.yaml", overlay) };
  try {
    await importDocument({ source, platform: "small", root, ...given });
    await writePackage(loadModel({ document: source, ...given }), "Small");
    return undefined;
  } catch (error) {
    return error;
  }
}

test("a header's name that would end its line is refused like a media type", async () => {
  const header = operation('parameters: [{ name: "X-A\\r\\nX-B", in: header, schema: { type: string } }]');
  expect(String(await refusalOf(header, undefined))).toContain("is no name of a header");
});

describe("what the table says is refused", () => {
  test("is all of it tried", () => {
    const refused = ROWS.filter(({ says }) => says.startsWith("refused")).map(({ feature }) => feature);
    expect(Object.keys(REFUSED).sort()).toEqual([...refused].sort());
    expect(ROWS.filter(({ says }) => !/^(?:supported|told|refused|left out)/u.test(says))).toEqual([]);
  });

  test("is not refused for what the trial has besides", async () => {
    for (const version of ["3.0.3", "3.1.0", "3.2.0"]) {
      expect(await refusalOf(documentOf({ version }), undefined)).toBeUndefined();
    }
    expect(await refusalOf(...overlaid(overlayOf("{ target: $.info, update: { x-a: 1 } }")))).toBeUndefined();
  });

  test.each(Object.entries(REFUSED))("%s", async (_feature, given) => {
    const [document, overlay] = typeof given === "string" ? [given, undefined] : given;
    const refusal = await refusalOf(document, overlay);
    expect(refusal).toBeInstanceOf(DocumentError);
    if (!(refusal instanceof DocumentError)) return;
    expect(refusal.file).not.toBe("");
    expect(refusal.line).toBeGreaterThan(0);
    expect(refusal.remedy).toMatch(/\S/u);
  });
});
