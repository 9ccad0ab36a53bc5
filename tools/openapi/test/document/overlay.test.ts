import { describe, expect, test } from "vitest";
import { DocumentError } from "../../src/document/document-error.ts";
import { applyOverlay } from "../../src/document/overlay.ts";
import { type ParsedFile, parseFile } from "../../src/document/parse.ts";

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /it's:
    get:
      tags: [a]
      parameters:
        - { name: one, in: query }
        - { name: two, in: query }
  /b:
    get: { summary: before }
`;

function overlaid(actions: string): { document: ParsedFile; origins: ReturnType<typeof applyOverlay> } {
  const document = parseFile("document.yaml", DOCUMENT);
  const overlay = parseFile("overlay.yaml", `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions:\n${actions}`);
  return { document, origins: applyOverlay(document, overlay) };
}

describe("an update", () => {
  test("merges into mappings, recursively, and replaces single values", () => {
    const { document } = overlaid(`  - target: $.paths['/b'].get\n    update: { summary: after, x-a: { b: 1 } }\n`);
    expect(document.data).toHaveProperty(["paths", "/b", "get"], { summary: "after", "x-a": { b: 1 } });
  });

  test("appends to lists, whether they are its target or lie within", () => {
    const { document } = overlaid(
      `  - target: $.paths['/it\\'s'].get.tags\n    update: b\n  - target: $.paths['/it\\'s'].get\n    update: { tags: [c] }\n`,
    );
    expect(document.data).toHaveProperty(["paths", "/it's", "get", "tags"], ["a", "b", "c"]);
  });

  test("gives each of several targets its own copy", () => {
    const { document } = overlaid(
      `  - target: $.paths.*.get\n    update: { x-a: { n: 1 } }\n  - target: $.paths['/b'].get['x-a']\n    update: { n: 2 }\n`,
    );
    expect(document.data).toHaveProperty(["paths", "/it's", "get", "x-a", "n"], 1);
    expect(document.data).toHaveProperty(["paths", "/b", "get", "x-a", "n"], 2);
  });

  test("finds its target by a filter (RFC 9535)", () => {
    const { document } = overlaid(`  - target: $..parameters[?@.name == 'two']\n    update: { required: true }\n`);
    expect(document.data).toHaveProperty(["paths", "/it's", "get", "parameters", 1, "required"], true);
    expect(document.data).not.toHaveProperty(["paths", "/it's", "get", "parameters", 0, "required"]);
  });
});

test("a removal takes out all matches of a list, not their neighbours", () => {
  const { document } = overlaid(`  - target: $..parameters[*]\n    remove: true\n`);
  expect(document.data).toHaveProperty(["paths", "/it's", "get", "parameters"], []);
});

test("what came with the overlay stands in the overlay's file", () => {
  const { document, origins } = overlaid(`  - target: $.paths['/b'].get\n    update:\n      x-a:\n        b: 1\n`);
  const get = (document.data.paths as Record<string, Record<string, Record<string, object>>>)["/b"]?.get ?? {};
  expect(origins.ofNode(get["x-a"] ?? {})).toMatchObject({ file: "overlay.yaml", line: 6 });
  expect(origins.ofValue(get, "x-a")).toMatchObject({ pointer: "/actions/0/update/x-a" });
  expect(origins.ofNode(get)).toBeUndefined();
});

describe("an overlay is refused", () => {
  test.each([
    [
      "whose target matches nothing",
      `  - target: $.paths['/c']\n    update: {}\n`,
      /overlay\.yaml:4 .*matches nothing/u,
    ],
    ["whose target is no JSONPath", `  - target: $.paths[\n    update: {}\n`, /is not a JSONPath/u],
    ["whose action has no target", `  - update: {}\n`, /has no `target`/u],
    ["whose action does nothing", `  - target: $.info\n`, /neither updates nor removes/u],
    ["that removes the document", `  - target: $\n    remove: true\n`, /cannot be removed/u],
    ["that updates a single value", `  - target: $.info.title\n    update: x\n`, /is a single value/u],
    ["that updates a mapping with a list", `  - target: $.info\n    update: [x]\n`, /is not a mapping/u],
  ])("%s", (_name, actions, message) => {
    expect(() => overlaid(actions)).toThrow(message);
    expect(() => overlaid(actions)).toThrow(DocumentError);
  });

  test.each(["../overlay.yaml", "../what-it-was-called-elsewhere.yaml"])(
    "unless it only says what it is for: %s",
    (name) => {
      const text = `overlay: 1.0.0\nextends: ${name}\ninfo: { title: O, version: "1" }\nactions: [{ target: $.info, update: { x-a: 1 } }]\n`;
      expect(() => applyOverlay(parseFile("document.yaml", DOCUMENT), parseFile("overlay.yaml", text))).not.toThrow();
    },
  );

  test.each([
    ["of another version", "overlay: 2.0.0\n", /not an OpenAPI Overlay 1\.0/u],
    ["without info", "overlay: 1.0.0\nactions: [{ target: $, update: {} }]\n", /lacks a title/u],
    ["without actions", 'overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: []\n', /is not a list of actions/u],
  ])("%s", (_name, text, message) => {
    expect(() => applyOverlay(parseFile("document.yaml", DOCUMENT), parseFile("overlay.yaml", text))).toThrow(message);
  });

  test.each([
    [
      "extends: ./package.json\n",
      '`extends` names "./package.json", and this overlay is applied to the document overlay.yaml',
    ],
    ["extends: https://example.com/overlay.yaml\n", "this overlay is applied to the document overlay.yaml"],
    ["extends: /specs/overlay.yaml\n", "this overlay is applied to the document overlay.yaml"],
    ["extends: [overlay.yaml]\n", "this overlay is applied to the document overlay.yaml"],
    ["x-words: fine\nnonsense: 1\n", "the key `nonsense` is not supported"],
  ])("that has keys which mean nothing here: %j", (keys, message) => {
    const text = `overlay: 1.0.0\n${keys}info: { title: O, version: "1" }\nactions: [{ target: $.info, update: { x-a: 1 } }]\n`;
    expect(() => applyOverlay(parseFile("document.yaml", DOCUMENT), parseFile("overlay.yaml", text))).toThrow(message);
  });

  test.each([
    `  - target: $.info\n    update: { __proto__: { polluted: true } }\n`,
    `  - target: $.info\n    update: { x-a: { __proto__: { polluted: true } } }\n`,
    `  - target: $.paths['/it\\'s'].get.tags\n    update: { __proto__: { polluted: true } }\n`,
  ])("that would change what every object inherits: %j", (actions) => {
    expect(() => overlaid(actions)).toThrow("`__proto__`");
    expect({}).not.toHaveProperty("polluted");
  });

  test("that is small, and becomes enormous by its aliases", () => {
    const levels = Array.from({ length: 9 }, (_item, level) => {
      const below = level === 0 ? "x" : `*l${level - 1}`;
      return `  l${level}: &l${level} [${Array.from({ length: 10 }, () => below).join(", ")}]`;
    });
    const text = `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nx-bomb:\n${levels.join("\n")}\nactions: []\n`;
    expect(() => parseFile("overlay.yaml", text)).toThrow(DocumentError);
    expect(() => parseFile("overlay.yaml", text)).toThrow("overlay.yaml");
  });
});

describe("an overlay of version 1.1", () => {
  const overlaid11 = (actions: string): ParsedFile => {
    const document = parseFile("document.yaml", DOCUMENT);
    applyOverlay(
      document,
      parseFile("overlay.yaml", `overlay: 1.1.0\ninfo: { title: O, version: "1" }\nactions:\n${actions}`),
    );
    return document;
  };

  test("copies one node of the document into its targets, each its own copy", () => {
    const { data } = overlaid11(
      `  - { target: $.paths, update: { /c: {} } }\n  - { target: "$.paths['/c']", copy: "$.paths['/b']" }\n` +
        `  - { target: "$.paths['/b'].get", update: { summary: after } }\n`,
    );
    expect(data).toHaveProperty(["paths", "/c", "get", "summary"], "before");
    expect(data).toHaveProperty(["paths", "/b", "get", "summary"], "after");
  });

  test("moves a node by a copy and a removal, as its specification shows", () => {
    const { data } = overlaid11(
      `  - { target: $.paths, update: { /c: {} } }\n  - { target: "$.paths['/c']", copy: "$.paths['/b']" }\n  - { target: "$.paths['/b']", remove: true }\n`,
    );
    expect(Object.keys(data.paths as object)).toEqual(["/it's", "/c"]);
  });

  test("copies a node into itself without end", () => {
    const { data } = overlaid11(`  - { target: "$.paths['/b'].get", copy: "$.paths['/b']" }\n`);
    expect(data).toHaveProperty(["paths", "/b", "get", "get"], { summary: "before" });
  });

  test("concatenates lists, replaces single values", () => {
    const { data } = overlaid11(
      `  - { target: "$..get.tags", update: [b, c] }\n  - { target: $.info.title, update: New }\n  - { target: "$..get.tags", copy: $.info.title }\n`,
    );
    expect(data).toHaveProperty(["paths", "/it's", "get", "tags"], ["a", "b", "c", "New"]);
    expect(data).toHaveProperty(["info", "title"], "New");
  });

  test.each([
    ["copies nothing", `{ target: $.info, copy: $.nope }`, "`copy` matches nothing"],
    ["copies several nodes", `{ target: $.info, copy: "$.paths.*" }`, "`copy` matches 2 nodes"],
    ["copies and updates", `{ target: $.info, copy: $.info, update: {} }`, "has both `update` and `copy`"],
    ["targets mappings and single values", `{ target: "$..[?@ != 1]", update: {} }`, "matches"],
    [
      "puts a mapping in the place of a text",
      `{ target: $.info, update: { title: { a: 1 } } }`,
      "`title` is a single value",
    ],
    [
      "puts a mapping into a text",
      `{ target: $.info.title, update: { a: 1 } }`,
      "a single value is updated with another",
    ],
  ])("that %s", (_what, action, message) => {
    expect(() => overlaid11(`  - ${action}\n`)).toThrow(message);
  });

  test("has `copy`, which 1.0 does not know", () => {
    expect(() => overlaid(`  - { target: $.info, copy: $.info }\n`)).toThrow("the key `copy` is not supported");
  });
});
