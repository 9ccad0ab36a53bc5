import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { takeOperations } from "../../../src/document/import/take-operations.ts";
import { parseFile } from "../../../src/document/parse.ts";
import { recordsHere } from "../update/four-sites.ts";
import { documentErrorOf } from "./scratch.ts";

const SPECS = resolve(import.meta.dirname, "../../../../../specs");
const FRAME = {
  info: { title: "The page", version: "9" },
  servers: [{ url: "https://page.example" }],
  security: [{ key: [] }],
  tags: [{ name: "page" }],
  components: { securitySchemes: { key: { type: "http", scheme: "basic" } } },
};

const schema = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const response = (content: object): object => ({
  responses: { "200": { description: "ok", content: { "application/json": { schema: content } } } },
});

/** A full document with three operations, of which one is wanted. */
function full(parts: { readonly wanted?: object; readonly item?: object; readonly schemas?: object }) {
  return parseFile(
    "full.yaml",
    stringify({
      openapi: "3.1.0",
      info: { title: "Everything", version: "1" },
      servers: [{ url: "https://full.example" }],
      security: [{ other: [] }],
      tags: [{ name: "full" }],
      paths: {
        "/wanted/{id}": {
          ...parts.item,
          get: response(schema("Unwanted")),
          delete: { operationId: "wanted", ...(parts.wanted ?? response(schema("Wanted"))) },
        },
        "/unwanted": { post: response(schema("Unwanted")) },
      },
      components: {
        schemas: { Wanted: { type: "object" }, Unwanted: { type: "object" }, ...parts.schemas },
        parameters: { Id: { name: "id", in: "path", required: true, schema: schema("Wanted") } },
        securitySchemes: { key: { type: "http", scheme: "bearer" }, other: { type: "http", scheme: "bearer" } },
      },
    }),
  );
}

const take = (parts: Parameters<typeof full>[0], operations = ["DELETE /wanted/{id}"]): unknown =>
  takeOperations(full(parts), operations, FRAME);

describe("takeOperations", () => {
  it("takes the operation and what it refers to, and keeps the rest of the page", () => {
    expect(take({})).toEqual({
      openapi: "3.1.0",
      info: FRAME.info,
      servers: FRAME.servers,
      security: FRAME.security,
      tags: FRAME.tags,
      paths: { "/wanted/{id}": { delete: { operationId: "wanted", ...response(schema("Wanted")) } } },
      components: {
        schemas: { Wanted: { type: "object" } },
        securitySchemes: { key: { type: "http", scheme: "basic" } },
      },
    });
  });

  it("takes along what holds for every method of the path, and nothing of the others", () => {
    const item = { summary: "all", parameters: [{ $ref: "#/components/parameters/Id" }], servers: [{ url: "/x" }] };
    const taken = take({ item, wanted: response({ type: "string" }) });
    expect(taken).toHaveProperty(["paths", "/wanted/{id}"], {
      ...item,
      delete: { operationId: "wanted", ...response({ type: "string" }) },
    });
    expect(taken).toHaveProperty("components.parameters.Id");
    expect(taken).toHaveProperty("components.schemas.Wanted");
    expect(taken).not.toHaveProperty("components.schemas.Unwanted");
  });

  it("finds the operation where its path names parameters otherwise", () => {
    expect(take({}, ["DELETE /wanted/{wanted_id}"])).toHaveProperty(["paths", "/wanted/{id}", "delete"]);
  });

  it("follows references through references, into parts of components, and in circles", () => {
    const schemas = {
      Wanted: { properties: { part: { $ref: "#/components/schemas/Other/properties/part" }, self: schema("Wanted") } },
      Other: { properties: { part: { items: schema("Deep") } } },
      Deep: { type: "array", items: schema("Wanted") },
    };
    expect(Object.keys((take({ schemas }) as { components: { schemas: object } }).components.schemas)).toEqual([
      "Wanted",
      "Other",
      "Deep",
    ]);
  });

  it("takes the alternatives of a discriminator along: mapped, by plain name, and made of it by allOf", () => {
    const schemas = {
      Wanted: {
        discriminator: { propertyName: "kind", mapping: { a: "#/components/schemas/A", b: "B" } },
        properties: { kind: { type: "string" } },
      },
      A: {},
      B: {},
      C: { allOf: [schema("Wanted"), { required: ["x"] }] },
      D: { allOf: [schema("Unwanted")] },
    };
    expect(Object.keys((take({ schemas }) as { components: { schemas: object } }).components.schemas)).toEqual([
      "Wanted",
      "A",
      "B",
      "C",
    ]);
  });

  it("adds the security schemes that the operation needs and the page lacks; the page's own stay as they are", () => {
    const taken = take({ wanted: { ...response({}), security: [{ other: [] }, { key: [] }] } });
    expect(taken).toHaveProperty("components.securitySchemes", {
      key: { type: "http", scheme: "basic" },
      other: { type: "http", scheme: "bearer" },
    });
  });

  it("leaves what leads nowhere to the linter, and broken percent signs, too", () => {
    expect(take({ wanted: response({ example: { $ref: "#/%zz" }, $ref: "#/components/schemas/None" }) })).toBeTruthy();
  });

  it.each([
    [{}, ["PUT /wanted/{id}"], "has no PUT /wanted/{id}: the path has GET, DELETE"],
    [{}, ["GET /none"], "has no GET /none: it has no such path"],
    [
      { wanted: response({ $ref: "#/paths/~1unwanted/post/responses/200/content/application~1json/schema" }) },
      ["DELETE /wanted/{id}"],
      "is no component and cannot be taken along",
    ],
  ])("refuses %j, %j", async (parts, operations, rule) => {
    const error = await documentErrorOf(() => take(parts, operations));
    expect(error.rule).toContain(rule);
    expect(error.file).toBe("full.yaml");
    expect(error.remedy).not.toBe("");
  });
});

describe("a page of this repository", () => {
  it.each([...recordsHere()])("%s is what is taken out of it, were it a full document", (platform, record) => {
    const text = readFileSync(join(SPECS, `${platform}.yaml`), "utf8");
    const { data } = parseFile(platform, text);
    const more = {
      ...data,
      paths: { ...Object(data.paths), "/v9/others": { get: response(schema("Unwanted")) } },
      components: {
        ...Object(data.components),
        schemas: { ...Object(Object(data.components).schemas), Unwanted: { type: "object" } },
      },
    };
    const taken = takeOperations(parseFile("full.yaml", stringify(more)), record.operation ?? [], data);
    expect(taken).toEqual(data);
  });
});
