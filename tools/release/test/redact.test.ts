import { expect, test } from "vitest";
import { redact } from "../src/registry/redact.ts";

const SECRET = "wordfish";

test.each([
  ["a password in an address", `GET https://somebody:${SECRET}@npm.example.com/x failed`],
  ["a user alone in an address", `GET https://${SECRET}@npm.example.com/x failed`],
  ["a line of an .npmrc", `//npm.example.com/:_authToken=${SECRET}`],
  ["a password of an .npmrc", `_password = ${SECRET}`],
  ["a header", `authorization: Bearer ${SECRET}`],
  ["a header of the old kind", `authorization: basic ${SECRET}==`],
])("%s is taken out, and the rest stays", (_case, text) => {
  const redacted = redact(text);
  expect(redacted).not.toContain(SECRET);
  expect(redacted).toContain("***");
});

test("a token of npm is taken out wherever it stands", () => {
  // Put together here, so that no scanner takes it for a real one.
  const token = ["npm", "a".repeat(36)].join("_");
  expect(redact(`the token ${token} is wrong`)).toBe("the token *** is wrong");
});

test("an address without credentials stays as it is", () => {
  const text = "404 Not Found - GET https://registry.npmjs.org/@org%2fx - see https://docs.npmjs.com/@org";
  expect(redact(text)).toBe(text);
});
