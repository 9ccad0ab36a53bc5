import { readDocument } from "@workshop/openapi";
import { describe, expect, it } from "vitest";
import { judgeDocuments } from "../src/document/judge-documents.ts";
import type { Verdict } from "../src/rating.ts";

const DOCUMENT = `openapi: 3.1.0
info: { title: Letters, version: "1" }
paths:
  /letters:
    get:
      operationId: listLetters
      parameters:
        - name: sort
          in: query
          schema:
            type: string
            enum: [up, down]
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Letter'
components:
  schemas:
    Letter:
      type: object
      required: [size]
      properties:
        size:
          type: integer
`;

const OVERLAY = `overlay: 1.0.0
info: { title: Letters, version: "1" }
actions:
  - target: $.paths['/letters'].get
    update: { operationId: readLetters }
`;

/** Rates the document against itself with one text in the place of another. */
function rate(text: string, by: string, overlay?: string): Verdict {
  const next = DOCUMENT.replace(text, by);
  return judgeDocuments({
    old: readDocument({ file: "old.yaml", text: DOCUMENT }).model(),
    next: readDocument(
      { file: "new.yaml", text: next },
      overlay === undefined ? undefined : { file: "overlay.yaml", text: overlay },
    ).model(),
  });
}

describe("The reasons of a rating", () => {
  it("name a value that is gone", () => {
    expect(rate("[up, down]", "[up]")).toEqual({
      judge: "document",
      bump: "major",
      reasons: [
        {
          bump: "major",
          rule: "request-enum-narrowed",
          pointer: "/paths/~1letters/get/parameters/0/schema/enum",
          oldLine: 12,
          newLine: 12,
          message: '`listLetters`, query.sort: requests no longer have the value "down".',
        },
      ],
    });
  });

  it("name a property that is gone by its place in the old document, which is the only one", () => {
    expect(
      rate("required: [size]\n      properties:\n        size:\n          type: integer", "maxProperties: 9").reasons,
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          rule: "response-property-removed",
          pointer: "/components/schemas/Letter/properties/size",
          oldLine: 26,
          newLine: undefined,
        }),
      ]),
    );
  });

  it("name a property that is new by its place in the new document, which is the only one", () => {
    expect(rate("        size:\n", "        weight: { type: number }\n        size:\n").reasons).toEqual([
      {
        bump: "minor",
        rule: "response-property-added",
        pointer: "/components/schemas/Letter/properties/weight",
        oldLine: undefined,
        newLine: 26,
        message: "`Letter.weight`: responses now have the property `weight`.",
      },
    ]);
  });

  it("name a parameter that must be given", () => {
    const parameter = "parameters:\n        - { name: page, in: query, required: true, schema: { type: integer } }\n";
    expect(rate("parameters:\n", parameter).reasons).toEqual([
      {
        bump: "major",
        rule: "parameter-added-required",
        pointer: "/paths/~1letters/get/parameters/0",
        oldLine: undefined,
        newLine: 8,
        message: "`listLetters` requires the new parameter `query.page`.",
      },
    ]);
  });

  it("name a type that is wider", () => {
    expect(rate("type: integer", "type: [integer, 'null']").reasons).toEqual([
      {
        bump: "major",
        rule: "response-type-widened",
        pointer: "/components/schemas/Letter/properties/size/type",
        oldLine: 27,
        newLine: 27,
        message: "`Letter.size`: the type in responses is now `integer` or `null` (was `integer`).",
      },
    ]);
  });

  it("name words that have changed", () => {
    expect(rate("description: ok", "description: fine").reasons).toEqual([
      {
        bump: "patch",
        rule: "documentation-changed",
        pointer: "/paths/~1letters/get/responses/200/description",
        oldLine: 15,
        newLine: 15,
        message: "`listLetters`, response 200: the documentation has changed (`description`).",
      },
    ]);
  });

  it("know no line of the document for what comes with the overlay", () => {
    expect(rate("nothing", "nothing", OVERLAY).reasons).toEqual([
      {
        bump: "major",
        rule: "operation-renamed",
        pointer: "/paths/~1letters/get/operationId",
        oldLine: 6,
        newLine: undefined,
        message: "The method `listLetters` is called `readLetters` now.",
      },
    ]);
  });

  it("come with the worst first, and each once however many operations it reaches", () => {
    const second = DOCUMENT.replace("  /letters:", "  /others:").split("paths:\n")[1]?.split("components:")[0] ?? "";
    const twice = DOCUMENT.replace("components:", `${second.replace("listLetters", "listOthers")}components:`);
    const next = twice.replace("type: integer", "type: string").replace("title: Letters", "title: Others");
    const verdict = judgeDocuments({
      old: readDocument({ file: "old.yaml", text: twice }).model(),
      next: readDocument({ file: "new.yaml", text: next }).model(),
    });
    expect(verdict.reasons.map(({ bump, rule }) => `${bump} ${rule}`)).toEqual([
      "major response-type-widened",
      "patch documentation-changed",
    ]);
  });
});
