import { expectTypeOf, test } from "vitest";
import { clientCredentialsGrant, createEdgeImpulseClient } from "../src/index.ts";

const edgeImpulse = createEdgeImpulseClient({ auth: { apiKey: "ei_key" } });
const path = { projectId: 1 };
const body = { metadataKey: "site" };

test("what the document says compiles", () => {
  void edgeImpulse.batchClearMetadataByKey({
    path,
    query: {
      category: "training",
      labels: ["idle"],
      ids: [1, 2],
      metadata: [{ filters_combinator: "or" }, { key: "a", op: "eq", values: ["b"] }, { no_metadata: true }],
      minDate: new Date(),
      maxDate: "2026-01-01T00:00:00Z",
    },
    body,
  });
  void edgeImpulse.batchClearMetadataByKey({ path, query: { category: "all" }, body }, { allowUnbounded: true });
});

test("wrong calls do not compile", () => {
  // @ts-expect-error a wrong enum value
  void edgeImpulse.batchClearMetadataByKey({ path, query: { category: "trainig" }, body });
  // @ts-expect-error a missing required parameter
  void edgeImpulse.batchClearMetadataByKey({ path, query: { labels: ["idle"] }, body });
  // @ts-expect-error a missing required field
  void edgeImpulse.batchClearMetadataByKey({ path, query: { category: "all" }, body: {} });
  // @ts-expect-error ids are a list, not the JSON text of one
  void edgeImpulse.batchClearMetadataByKey({ path, query: { category: "all", ids: "[1]" }, body });
  const metadata = [{ key: "a", op: "is" }] as const;
  // @ts-expect-error a wrong operator
  void edgeImpulse.batchClearMetadataByKey({ path, query: { category: "all", metadata }, body });
});

test("credentials are exactly one of the document's alternatives", () => {
  createEdgeImpulseClient({ auth: { jwtCookie: "jwt" } });
  createEdgeImpulseClient({ auth: { jwt: () => "jwt" } });
  createEdgeImpulseClient({ auth: { oauth2: clientCredentialsGrant({ clientId: "i", clientSecret: "s" }) } });
  // @ts-expect-error two at once
  createEdgeImpulseClient({ auth: { apiKey: "ei_key", jwt: "jwt" } });
});

test("a failure inside a 200 is an error of the result", async () => {
  const result = await edgeImpulse.batchClearMetadataByKey.result({ path, query: { category: "all" }, body });
  expectTypeOf(result.status).toEqualTypeOf<200 | "undeclared">();
  if (result.error === undefined) expectTypeOf(result.data.success).toEqualTypeOf<boolean>();
});
