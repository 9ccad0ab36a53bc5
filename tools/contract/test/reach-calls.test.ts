import { modelOf } from "@workshop/openapi/model-of";
import { expect, test } from "vitest";
import { deriveCases } from "../src/index.ts";
import { gapsOf, reasonsOf } from "./support/gaps-of.ts";

test("alternatives that ask for the same credentials, and servers of the same address, are exercised by one call", () => {
  const flows = (...scopes: string[]): object => ({
    password: {
      tokenUrl: "https://api.example.com/token",
      scopes: Object.fromEntries(scopes.map((name) => [name, ""])),
    },
  });
  const model = modelOf(
    {
      security: [{ login: ["read"] }, { login: ["write"] }],
      servers: [{ url: "https://api.example.com" }, { url: "https://api.example.com", description: "The same" }],
    },
    { securitySchemes: { login: { type: "oauth2", flows: flows("read", "write") } } },
  );
  expect(gapsOf(model)).toEqual([]);
  const names = deriveCases(model, model).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("authenticates"))).toHaveLength(1);
});

test("a value at the limits of two keywords exercises both", () => {
  const share = { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 };
  const content = { "application/json": { schema: { type: "object", properties: { share } } } };
  const responses = { 200: { description: "Done", content } };
  expect(gapsOf(modelOf({ requestBody: { content }, responses }))).toEqual([]);
});

test.each(["204", "205", "304"])(
  "a body that is declared of a %s is never there, and is out of reach for that",
  (status) => {
    const content = { "application/json": { schema: { type: "object" } }, "text/csv": {} };
    const model = modelOf({
      responses: { 200: { description: "Done" }, [status]: { description: "Nothing", content } },
    });
    expect(gapsOf(model)).toEqual([]);
    expect(reasonsOf(model)).toContain("application/json (kept): such a response has no body");
  },
);
