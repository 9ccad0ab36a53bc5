import { modelOf } from "@workshop/openapi/model-of";
import { SchemaChecker } from "@workshop/samples";
import { expect, test } from "vitest";
import { judgeResponse } from "../src/cases/judge-response.ts";

const json = { "application/json": { schema: { type: "object", required: ["id"] } } };
const model = modelOf({
  responses: {
    200: { description: "Done", content: { ...json, "text/plain": { schema: { type: "string" } } } },
    202: { description: "Accepted, without a body" },
    204: { description: "Done" },
    304: { description: "Elsewhere" },
    400: { description: "No", content: json },
    404: { description: "Nobody" },
    default: { description: "No", content: json },
  },
});
const [operation] = model.operations;
const reading = { model, checker: new SchemaChecker(model) };

test.each([
  { status: 200, type: "application/json", text: '{"id":1}', kind: "success", declared: "200", body: { id: 1 } },
  { status: 200, type: "application/json", text: "{}", kind: "unexpected", body: {} },
  { status: 200, type: "application/json", text: "{", kind: "unexpected", body: "{" },
  { status: 200, type: "application/json", text: "", kind: "unexpected", body: "" },
  { status: 200, type: "text/plain", text: "done", kind: "success", declared: "200", body: "done" },
  { status: 200, type: "text/plain", text: "", kind: "success", declared: "200", body: "" },
  { status: 200, type: "text/html", text: "<p>", kind: "unexpected", body: "<p>" },
  { status: 202, type: undefined, text: "", kind: "success", declared: "202", body: undefined },
  { status: 202, type: "application/json", text: '{"id":1}', kind: "success", declared: "202", body: undefined },
  { status: 202, type: "application/json", text: '{"id":1', kind: "unexpected", body: '{"id":1' },
  { status: 202, type: "text/plain", text: "<html>", kind: "unexpected", body: "<html>" },
  { status: 202, type: "text/html", text: "<p>", kind: "unexpected", body: "<p>" },
  { status: 202, type: "application/pdf", text: "%PDF", kind: "unexpected", body: "%PDF" },
  { status: 204, type: undefined, text: "", kind: "success", declared: "204", body: undefined },
  // Beside a declared success, `default` describes errors.
  { status: 201, type: "application/json", text: '{"id":1}', kind: "unexpected", body: '{"id":1}' },
  { status: 302, type: undefined, text: "", kind: "unexpected", body: "" },
  { status: 304, type: undefined, text: "", kind: "failure", declared: "304", body: undefined },
  { status: 400, type: "application/json", text: '{"id":1}', kind: "failure", declared: "400", body: { id: 1 } },
  { status: 400, type: "application/json", text: "{}", kind: "failure", body: {} },
  { status: 400, type: "text/html", text: "<p>", kind: "failure", body: "<p>" },
  { status: 404, type: undefined, text: "", kind: "failure", declared: "404", body: undefined },
  { status: 404, type: "application/json", text: '{"id":1}', kind: "failure", declared: "404", body: { id: 1 } },
  { status: 404, type: "text/html", text: "<p>", kind: "failure", declared: "404", body: "<p>" },
  { status: 500, type: "application/json", text: '{"id":1}', kind: "failure", declared: "default", body: { id: 1 } },
] as const)("$status as $type with the body '$text' is judged: $kind", ({ status, type, text, ...verdict }) => {
  if (operation === undefined) throw new Error("The document has an operation.");
  const body = new TextEncoder().encode(text);
  const response = { status, headers: type === undefined ? [] : [["content-type", type] as const], body };
  expect(judgeResponse(reading, operation, response)).toMatchObject(verdict);
});

test.each([
  { status: 200, text: '{"id":1}', kind: "success", declared: "default", body: { id: 1 } },
  { status: 201, text: "{}", kind: "unexpected", body: {} },
  { status: 204, text: "", kind: "unexpected", body: "" },
  { status: 302, text: "", kind: "failure", declared: "3XX", body: undefined },
  { status: 500, text: '{"id":1}', kind: "failure", declared: "default", body: { id: 1 } },
] as const)(
  "where nothing but a default speaks of successes, $status with '$text' is judged: $kind",
  ({ status, text, ...verdict }) => {
    const only = modelOf({
      responses: { "3XX": { description: "Elsewhere" }, default: { description: "Any", content: json } },
    });
    const [alone] = only.operations;
    if (alone === undefined) throw new Error("The document has an operation.");
    const response = {
      status,
      headers: [["content-type", "application/json"] as const],
      body: new TextEncoder().encode(text),
    };
    expect(judgeResponse({ model: only, checker: new SchemaChecker(only) }, alone, response)).toMatchObject(verdict);
  },
);
