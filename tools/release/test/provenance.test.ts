import { expect, test } from "vitest";
import { decideProvenance } from "../src/registry/provenance.ts";

const NPM = "https://registry.npmjs.org/";
const RUNNER = { GITHUB_ACTIONS: "true", ACTIONS_ID_TOKEN_REQUEST_URL: "https://example.com/token" };

test("a public package that GitHub Actions publishes to npm is attested", () => {
  expect(decideProvenance(NPM, "public", RUNNER)).toEqual({ attested: true, reason: "attested by GitHub Actions" });
});

test.each([
  ["a private registry", "https://npm.example.com/", "public", RUNNER, "npm.example.com does not take provenance"],
  ["a restricted package", NPM, "restricted", RUNNER, "for public packages only"],
  ["a package that does not say", NPM, undefined, RUNNER, "for public packages only"],
  ["a person's machine", NPM, "public", {}, "no runner with an identity"],
  ["a runner without permission", NPM, "public", { GITHUB_ACTIONS: "true" }, "no runner with an identity"],
])("%s has no provenance, and the reason is told", (_case, registry, access, environment, reason) => {
  expect(decideProvenance(registry, access, environment)).toEqual({
    attested: false,
    reason: expect.stringContaining(reason),
  });
});
