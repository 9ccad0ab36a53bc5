import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { DocumentError } from "../../../src/document/document-error.ts";
import { checkDocument } from "../../../src/document/import/document-check.ts";
import { type ImportRequest, importDocument } from "../../../src/document/import/import-document.ts";
import { nodeAt } from "../../../src/document/pointer.ts";
import { loadPlatform, usableDocument } from "../../../src/load.ts";
import { documentErrorOf, SMALL_DOCUMENT, scratchFile, scratchRepository, specsOf } from "./scratch.ts";

const check = (text: string) => checkDocument(text, { file: "openapi.yaml", firstLine: 1 });

const importText = (root: string, text: string, more: Partial<ImportRequest> = {}) =>
  importDocument({ source: scratchFile(root, "openapi.yaml", text), platform: "small", root, ...more });

/** A document of several operations, each of them as given. */
const documentOf = (paths: string, rest = "", version = "3.1.0"): string =>
  `openapi: ${version}\ninfo: {title: Small, version: "1"}\npaths:\n${paths}${rest}`;

/** A document with that schema in a query. */
const schemaOf = (schema: string, version?: string): string =>
  documentOf(`  /a: {get: {parameters: [{name: q, in: query, schema: ${schema}}], ${ok}}}\n`, "", version);

/** The overlay that a remedy proposes. */
const linesOf = ({ remedy }: DocumentError): string =>
  `${remedy.slice(remedy.indexOf("\n") + 1).replaceAll(/^ {4}/gmu, "")}\n`;

const ok = 'responses: {"204": {description: done}}';

describe("what is legal is taken", () => {
  it("lets unknown schema keywords of 3.1 and later through, and counts them in one word", async () => {
    const schema = "{type: object, nullable: true, hint: a, properties: {a: {hint: b, x-mine: 1, $comment: c}}}";
    for (const version of ["3.1.0", "3.1.1", "3.2.0"]) {
      const text = documentOf(
        `  /a: {get: {parameters: [{name: q, in: query, schema: ${schema}}], ${ok}}}\n`,
        "",
        version,
      );
      const { warnings } = await check(text);
      expect(warnings).toMatchObject([{ rule: "unknown-keywords", severity: "warning", line: 4 }]);
      expect(warnings[0]?.message).toBe(
        "3 schema keywords are unknown, and let through without a meaning: `hint` (2), `nullable` (1)",
      );
    }
  });

  it("refuses them in 3.0, with the lines of an overlay that repairs it", async () => {
    const text = documentOf(
      `  /a: {get: {parameters: [{name: q, in: query, schema: {hint: a}}], ${ok}}}\n`,
      "",
      "3.0.3",
    );
    const error = await documentErrorOf(() => check(text));
    expect(error.rule).toContain("`hint` is not expected here");
    expect(error.remedy).toContain("    - target: $['paths']['/a']['get']['parameters'][0]['schema']['hint']\n");
  });

  it("leaves the inside of extensions alone, and looks into names that only look like one", async () => {
    const extension = "{$ref: 'nope.yaml', pattern: '(', language: 1, a: {$ref: '#/nope'}}";
    const keys = ["x-code-samples", "x-codeSamples", "x-mine"].map((key) => `${key}: [${extension}]`).join(", ");
    const { warnings } = await check(documentOf(`  /a: {get: {${keys}, ${ok}}}\n`, `x-webhooks: 3\nx-tagGroups: 4\n`));
    expect(warnings).toEqual([]);
    const header = `{x-rate: {schema: {pattern: '('}}}`;
    const answer = `responses: {"200": {description: ok, headers: ${header}}}`;
    expect((await check(documentOf(`  /a: {get: {${answer}}}\n`))).warnings).toMatchObject([{ rule: "pattern" }]);
  });

  it("takes aliases, as if what they stand for were written out", async () => {
    const root = scratchRepository();
    const responses = `responses: &r {"200": {description: ok}}`;
    const text = documentOf(`  /a: {get: {${responses}}}\n  /b: {get: {responses: *r}}\n`);
    await importText(root, text);
    expect(loadPlatform(root, "small").operations.map((operation) => operation.responses[0]?.status)).toEqual([
      "200",
      "200",
    ]);
  });

  it("takes OpenAPI 3.2, and names what it does not support of it, with its place and a remedy that works", async () => {
    const document = documentOf(
      `  /a:\n    get: {${ok}}\n    query: {${ok}}\n    additionalOperations: {COPY: {${ok}}}\n`,
      "$self: https://example.com/openapi.yaml\n",
      "3.2.0",
    );
    const error = await documentErrorOf(() => check(document));
    expect(error).toMatchObject({ file: "openapi.yaml", line: 6, pointer: "/paths/~1a/query" });
    expect(error.rule).toContain("the method QUERY is not supported");
    const root = scratchRepository();
    const [, action = ""] = /overlay: (\{.*?\});/u.exec(error.remedy) ?? [];
    const also = `{ target: "$['paths']['/a']['additionalOperations']", remove: true }`;
    const overlay = `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n  - ${action}\n  - ${also}\n`;
    const result = await importText(root, document, { overlay: scratchFile(root, "repairs.yaml", overlay) });
    expect(result.operations).toEqual([{ method: "GET", path: "/a" }]);
    expect(specsOf(root)["small.yaml"]).toBe(document);
    expect(readFileSync(join(root, "specs/overlays/small.yaml"), "utf8")).toBe(overlay);
    expect(loadPlatform(root, "small").operations.map(({ method }) => method)).toEqual(["get"]);
  });
});

describe("what is illegal is repaired by an overlay", () => {
  it.each([
    ["a key that OpenAPI does not know", documentOf(`  /a: {get: {answers: 1, ${ok}}}\n`)],
    [
      "a reference that leads nowhere",
      documentOf(
        `  /a: {get: {parameters: [{name: q, in: query, schema: {$ref: "#/components/schemas/No~1pe"}}], ${ok}}}\n`,
      ),
    ],
    ["an operationId twice", documentOf(`  /a: {get: {operationId: a.b, ${ok}}, head: {operationId: a.b, ${ok}}}\n`)],
    [
      "a server's variable that is not there",
      documentOf(`  /a: {get: {${ok}}}\n`, "servers: [{url: 'https://{r}.a.b'}]\n"),
    ],
    ["a `required` that is no list", schemaOf("{type: object, required: true}")],
    ["a description that is no text", documentOf(`  /a: {get: {description: 5, ${ok}}}\n`)],
    ["an operation without responses, in 3.0", documentOf(`  /a: {get: {}}\n`, "", "3.0.3")],
    ["the type null of 3.1, in 3.0", schemaOf("{oneOf: [{type: string}, {type: 'null'}]}", "3.0.3")],
    ["several types, in 3.0", schemaOf("{type: [string, 'null']}", "3.0.3")],
    ["several types without null, in 3.0", schemaOf("{type: [string, integer]}", "3.0.3")],
    [
      "the same in two places",
      documentOf(
        ["a", "b"]
          .map((path) => `  /${path}: {get: {responses: {"404": {$ref: "#/components/responses/No"}}}}\n`)
          .join(""),
      ),
    ],
    [
      "more than can be shown",
      documentOf(`  /a: {get: {${Array.from({ length: 30 }, (_, at) => `odd${at}: 1`).join(", ")}, ${ok}}}\n`),
    ],
  ])("whose lines the remedy has: %s", async (_what, text) => {
    const root = scratchRepository();
    const error = await documentErrorOf(() => importText(root, text));
    expect(specsOf(root)).toEqual({});
    const lines = linesOf(error);
    expect(new Set(parse(lines).actions.map((action: unknown) => JSON.stringify(action))).size).toBe(
      parse(lines).actions.length,
    );
    const overlay = scratchFile(root, "repairs.yaml", lines);
    expect((await importText(root, text, { overlay })).change).toBe("created");
    // From then on it is applied by itself.
    expect((await importText(root, text)).change).toBe("unchanged");
    expect(() => loadPlatform(root, "small", { bare: true })).not.toThrow();
  });

  it("what of 3.1 is no 3.0 as what it means", async () => {
    const schemaAfter = async (schema: string): Promise<unknown> => {
      const root = scratchRepository();
      const text = schemaOf(schema, "3.0.3");
      const error = await documentErrorOf(() => importText(root, text));
      await importText(root, text, { overlay: scratchFile(root, "repairs.yaml", linesOf(error)) });
      const { document } = loadPlatform(root, "small");
      return nodeAt(document, ["paths", "/a", "get", "parameters", "0", "schema"]);
    };
    expect(await schemaAfter("{type: [string, 'null']}")).toEqual({ type: "string", nullable: true });
    expect(await schemaAfter("{type: [string, integer, 'null']}")).toEqual({
      anyOf: [{ type: "string" }, { type: "integer" }],
      nullable: true,
    });
    expect(await schemaAfter("{anyOf: [{type: string}, {type: 'null'}]}")).toEqual({
      anyOf: [{ type: "string" }, { type: "string", nullable: true, enum: [null] }],
    });
  });

  it("a list under `items`, as older drafts have it", async () => {
    const root = scratchRepository();
    const text = schemaOf("{type: array, items: [{type: string}]}", "3.0.3");
    const error = await documentErrorOf(() => importText(root, text));
    expect(error.pointer).toBe("/paths/~1a/get/parameters/0/schema/items");
    const [action] = /\{ target: .* \}(?=;)/u.exec(error.remedy) ?? [];
    const overlay = `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n  - ${action}\n`;
    await importText(root, text, { overlay: scratchFile(root, "repairs.yaml", overlay) });
    expect(loadPlatform(root, "small").operations[0]?.parameters[0]?.schema).toMatchObject({
      items: { type: "string" },
    });
  });

  it("a range of statuses in small letters", async () => {
    for (const [range, failure] of [
      ["2xx", false],
      ["4xx", true],
    ] as const) {
      const root = scratchRepository();
      const text = documentOf(
        `  /a: {get: {responses: {"${range}": {description: done}, "404": {description: none}}}}\n`,
      );
      const error = await documentErrorOf(() => importText(root, text));
      expect(error.rule).toContain(`the status \`${range}\` is none`);
      const actions = [...error.remedy.matchAll(/\{ target: .*? \}(?=[,;]| leaves)/gu)].map(
        ([action]) => `  - ${action}\n`,
      );
      const overlay = `overlay: 1.1.0\ninfo: {title: t, version: "1"}\nactions:\n${actions.join("")}`;
      await importText(root, text, { overlay: scratchFile(root, "repairs.yaml", overlay) });
      const [operation] = loadPlatform(root, "small").operations;
      expect(operation?.responses.map(({ status }) => status)).toEqual(failure ? ["404"] : ["404", "2XX"]);
    }
  });

  it("a `const` in 3.0 as the `enum` of one value that it means", async () => {
    const root = scratchRepository();
    const schema = "{type: string, const: a}";
    const text = documentOf(
      `  /a: {get: {parameters: [{name: q, in: query, schema: ${schema}}], ${ok}}}\n`,
      "",
      "3.0.3",
    );
    const error = await documentErrorOf(() => importText(root, text));
    await importText(root, text, { overlay: scratchFile(root, "repairs.yaml", linesOf(error)) });
    const [operation] = loadPlatform(root, "small").operations;
    expect(operation?.parameters[0]?.schema).toMatchObject({ type: "string", enum: ["a"] });
  });

  it("which is not put in the place of another one", async () => {
    const root = scratchRepository();
    const overlay = (title: string): string =>
      `overlay: 1.0.0\ninfo: {title: ${title}, version: "1"}\nactions: [{target: $.info, update: {x-a: 1}}]\n`;
    await importText(root, SMALL_DOCUMENT, { overlay: scratchFile(root, "one.yaml", overlay("one")) });
    const before = specsOf(root);
    const other = scratchFile(root, "other.yaml", overlay("other"));
    const error = await documentErrorOf(() => importText(root, SMALL_DOCUMENT, { overlay: other }));
    expect(error.rule).toContain("has another overlay already");
    expect(specsOf(root)).toEqual(before);
  });

  it("of which the bare document gets nothing but the repair, a security scheme that is named only among them", async () => {
    const root = scratchRepository();
    const text = documentOf(`  /a: {get: {security: [{permissions: []}], ${ok}}}\n`);
    const overlay =
      'overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n' +
      "  - {target: $, update: {components: {securitySchemes: {permissions: {type: apiKey, in: header, name: x-jwt}}}}}\n" +
      "  - {target: \"$.paths['/a'].get\", update: {operationId: readA}}\n";
    await importText(root, text, { overlay: scratchFile(root, "repairs.yaml", overlay) });
    const [bare] = loadPlatform(root, "small", { bare: true }).operations;
    expect(bare?.operationId).toBeUndefined();
    expect(bare?.security[0]?.schemes[0]?.scheme).toMatchObject({ parameterName: "x-jwt" });
    const { file, repairs } = usableDocument(root, "small");
    expect(repairs).toEqual(["the security scheme permissions, which the document names and does not define"]);
    expect(parse(readFileSync(file, "utf8"))).toEqual({
      ...parse(text),
      components: { securitySchemes: { permissions: { type: "apiKey", in: "header", name: "x-jwt" } } },
    });
  });

  it("and a document that needs none is used as it is", async () => {
    const root = scratchRepository();
    await importText(root, SMALL_DOCUMENT);
    expect(usableDocument(root, "small")).toEqual({ file: join(root, "specs/small.yaml"), repairs: [] });
  });
});

describe("--skip-broken", () => {
  const broken = documentOf(
    `  /good: {get: {${ok}}}\n` +
      `  /odd: {get: {answers: 1, ${ok}}, put: {${ok}}}\n` +
      `  /shared: {parameters: [{name: q}], get: {${ok}}, put: {${ok}}}\n` +
      `  /component: {get: {parameters: [{$ref: "#/components/parameters/Bad"}], ${ok}}}\n` +
      `  /model: {get: {responses: {"299x": {description: none}}}}\n`,
    "components: {parameters: {Bad: {name: b, in: query, schema: {$ref: '#/components/schemas/Broken'}}}, schemas: {Broken: {type: 7}, Fine: {type: object}}}\n",
  );

  it("leaves out by name what cannot be used, and what only that needs, and nothing else", async () => {
    const root = scratchRepository();
    const { leftOut, operations } = await importText(root, broken, { skipBroken: true });
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /good", "PUT /odd"]);
    expect([...leftOut].sort()).toEqual(["GET /component", "GET /model", "GET /odd", "GET /shared", "PUT /shared"]);
    expect(specsOf(root)["small.yaml"]).toBe(broken);
    const model = loadPlatform(root, "small");
    expect(model.operations.map(({ path }) => path)).toEqual(["/good", "/odd"]);
    expect(model.leftOut.map(({ operation }) => operation).sort()).toEqual([...leftOut].sort());
    expect(model.leftOut.find(({ operation }) => operation === "GET /odd")?.reason).toContain("`answers`");
    expect(loadPlatform(root, "small", { bare: true }).operations).toHaveLength(2);
  });

  it("adds to an overlay that is there, comments and all", async () => {
    const root = scratchRepository();
    const text = documentOf(`  /good: {get: {${ok}}}\n  /odd: {get: {answers: 1, ${ok}}}\n`);
    mkdirSync(join(root, "specs/overlays"), { recursive: true });
    const before = `# kept\noverlay: 1.0.0\ninfo: { title: t, version: "1" }\nactions:\n  # kept, too\n  - { target: $.info, update: { x-a: 1 } }\n`;
    writeFileSync(join(root, "specs/overlays/small.yaml"), before);
    await importText(root, text, { skipBroken: true });
    const after = readFileSync(join(root, "specs/overlays/small.yaml"), "utf8");
    expect(after.startsWith(before.trimEnd())).toBe(true);
    expect(after).toContain("target: $['paths']['/odd']['get']");
  });

  it("says of a document of another version that it is one, as without it", async () => {
    const text = 'swagger: "2.0"\ninfo: { title: t, version: "1" }\npaths: {}\ndefinitions: { A: { type: 7 } }\n';
    const error = await documentErrorOf(() => importText(scratchRepository(), text, { skipBroken: true }));
    expect(error.rule).toContain("this is Swagger 2.0");
  });

  it("writes nothing where the fault is nobody's, or everybody's", async () => {
    const root = scratchRepository();
    for (const text of [
      documentOf(`  /a: {get: {${ok}}}\n`, "nonsense: 1\n"),
      documentOf(`  /a: {get: {answers: 1, ${ok}}}\n`),
    ]) {
      await documentErrorOf(() => importText(root, text, { skipBroken: true }));
    }
    expect(specsOf(root)).toEqual({});
  });
});

describe("--bundle", () => {
  const main = documentOf(`  /a: {$ref: a.yaml}\n  /b: {get: {responses: {"200": {$ref: "parts/r.yaml#/ok"}}}}\n`);

  function several(root: string): void {
    mkdirSync(join(root, "parts"));
    writeFileSync(join(root, "a.yaml"), `get: {operationId: readA, ${ok}}\n`);
    writeFileSync(
      join(root, "parts/r.yaml"),
      'ok: {description: fine, content: {application/json: {schema: {$ref: "s.json"}}}}\n',
    );
    writeFileSync(join(root, "parts/s.json"), '{"type": "object", "properties": {"n": {"type": "integer"}}}');
  }

  it("brings in what the document refers to, and says that it did", async () => {
    const root = scratchRepository();
    several(root);
    const error = await documentErrorOf(() => importText(root, main));
    expect(error.remedy).toContain("--bundle");
    const result = await importText(root, main, { bundle: true });
    expect(result.notes).toEqual([expect.stringContaining("bundled with 3 other files")]);
    expect(result.record.source).toBe("bundled from openapi.yaml");
    const [one, other] = loadPlatform(root, "small").operations;
    expect(one?.operationId).toBe("readA");
    expect(other?.responses[0]?.content[0]?.mediaType).toBe("application/json");
    expect(specsOf(root)["small.yaml"]).not.toMatch(/\.(?:yaml|json)/u);
  });

  it("brings in whole mappings of media types, which OpenAPI has no components for", async () => {
    const root = scratchRepository();
    const text = documentOf(
      `  /a: {get: {responses: {"200": {description: ok, content: {$ref: c.yaml}}}}}\n` +
        `  /b: {get: {responses: {"200": {description: ok, content: {application/json: {$ref: m.yaml}}}}}}\n` +
        `  /c: {get: {responses: {"200": {description: ok, content: {$ref: c.yaml}}}}}\n`,
    );
    writeFileSync(join(root, "c.yaml"), "application/json: {$ref: m.yaml}\n");
    writeFileSync(join(root, "m.yaml"), "schema: {type: object, properties: {n: {type: integer}}}\n");
    await importText(root, text, { bundle: true });
    const { operations } = loadPlatform(root, "small");
    for (const { responses } of operations)
      expect(responses[0]?.content[0]?.schema).toMatchObject({ properties: { n: { type: "integer" } } });
  });

  it("is not all that is proposed for what lies at an address, which is not fetched for a file", async () => {
    const root = scratchRepository();
    const schema = '{$ref: "https://example.com/common.yaml#/a"}';
    const text = documentOf(
      `  /a: {get: {parameters: [{name: q, in: query, schema: ${schema}}], ${ok}}}\n  /b: {get: {${ok}}}\n`,
    );
    const error = await documentErrorOf(() => importText(root, text));
    const [, action = ""] = /(\{ target: .*? \} \})/u.exec(error.remedy) ?? [];
    const overlay =
      `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n  - ${action.replace("NAME", "A")}\n` +
      "  - {target: $, update: {components: {schemas: {A: {type: string}}}}}\n";
    await importText(root, text, { overlay: scratchFile(root, "repairs.yaml", overlay) });
    expect(loadPlatform(root, "small").operations).toHaveLength(2);
    const other = scratchRepository();
    expect((await importText(other, text, { skipBroken: true })).leftOut).toEqual(["GET /a"]);
  });

  it("is proposed by a remedy where only the generator meets such a reference", () => {
    const root = scratchRepository();
    mkdirSync(join(root, "specs"));
    writeFileSync(join(root, "specs/small.yaml"), main);
    expect(() => loadPlatform(root, "small")).toThrow(/spec import --bundle/u);
  });

  it.each([
    ["a file that is not there", "nope.yaml", /nope\.yaml/u],
    ["what lies above the document", "../secret.yaml", /outside of the document's folder/u],
    ["an absolute path", "/etc/hostname", /outside of the document's folder/u],
    ["an address", "http://127.0.0.1:1/a.yaml", /an address, which is not fetched/u],
    ["a link that leads out", "link.yaml", /a link out of the document's folder/u],
  ])("refuses %s, and writes nothing", async (_what, reference, rule) => {
    const root = scratchRepository();
    mkdirSync(join(root, "inner"));
    writeFileSync(join(root, "secret.yaml"), `get: {${ok}}\n`);
    symlinkSync(join(root, "secret.yaml"), join(root, "inner/link.yaml"));
    const source = scratchFile(root, "inner/openapi.yaml", documentOf(`  /a: {$ref: "${reference}"}\n`));
    const error = await documentErrorOf(() => importDocument({ source, platform: "small", root, bundle: true }));
    expect(error.rule).toMatch(rule);
    expect(specsOf(root)).toEqual({});
  });
});

describe("hints", () => {
  it("name what an overlay should say, with the action that says it", async () => {
    const result = "{type: object, properties: {success: {type: boolean}, error: {type: string}}}";
    const text = documentOf(
      `  /a:\n    delete:\n      parameters: [{name: before, in: query, schema: {type: string}}, {name: kind, in: query, schema: {type: string}}]\n` +
        `      responses: {"200": {description: ok, content: {application/json: {schema: ${result}}}}}\n`,
    );
    const { hints } = await check(text);
    expect(hints.map(({ kind }) => kind)).toEqual(["security", "failure-flag", "unbounded-delete"]);
    const root = scratchRepository();
    const actions = hints.map(({ action }) => action);
    const overlay = JSON.stringify({ overlay: "1.0.0", info: { title: "t", version: "1" }, actions });
    await importText(root, text, { overlay: scratchFile(root, "said.yaml", overlay) });
    const model = loadPlatform(root, "small");
    const [operation] = model.operations;
    expect(operation?.security).toHaveLength(1);
    expect(operation?.responses[0]?.content[0]?.failure?.message).toBe("error");
    expect(operation?.unbounded?.message).toContain("deletes everything");
    // What is said needs no hint any more.
    expect((await importText(root, text)).hints).toEqual([]);
  });

  it("are silent about a document that says these things", async () => {
    const secured = `${SMALL_DOCUMENT}security: [{key: []}]\ncomponents: {securitySchemes: {key: {type: http, scheme: bearer}}}\n`;
    expect((await check(secured)).hints).toEqual([]);
  });
});
