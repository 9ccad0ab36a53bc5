import { expectTypeOf, test } from "vitest";
import { createLangSmithClient, inBatches } from "../src/index.ts";

const langSmith = createLangSmithClient({ auth: { apiKey: "key" } });
const example_ids: readonly string[] = ["123e4567-e89b-12d3-a456-426614174000"];

test("what the document says compiles", () => {
  expectTypeOf(langSmith.hardDeleteExamples({ body: { example_ids, hard_delete: true } })).resolves.toEqualTypeOf<{
    count?: number;
    example_ids?: string[];
  }>();
});

test("wrong calls do not compile", () => {
  // @ts-expect-error only a hard delete is supported
  void langSmith.hardDeleteExamples({ body: { example_ids, hard_delete: false } });
  // @ts-expect-error a missing required field
  void langSmith.hardDeleteExamples({ body: { example_ids } });
  // @ts-expect-error ids are a list
  void langSmith.hardDeleteExamples({ body: { example_ids: "123e4567-e89b-12d3", hard_delete: true } });
  // @ts-expect-error ids are strings
  void langSmith.hardDeleteExamples({ body: { example_ids: [1], hard_delete: true } });
});

test("credentials are what the prose says", () => {
  createLangSmithClient({ auth: { apiKey: "key", tenantId: "tenant" } });
  createLangSmithClient({ auth: { bearer: "token", tenantId: "tenant" } });
  // @ts-expect-error a bearer token needs its tenant
  createLangSmithClient({ auth: { bearer: "token" } });
  // @ts-expect-error a tenant alone authenticates nobody
  createLangSmithClient({ auth: { tenantId: "tenant" } });
  // @ts-expect-error key and token at once
  createLangSmithClient({ auth: { apiKey: "key", bearer: "token", tenantId: "tenant" } });
});

test("a result is told apart by its status", async () => {
  const result = await langSmith.hardDeleteExamples.result({ body: { example_ids, hard_delete: true } });
  expectTypeOf(result.status).toEqualTypeOf<200 | 400 | 403 | 404 | 422 | "undeclared">();
  if (result.error === undefined) expectTypeOf(result.data.count).toEqualTypeOf<number | undefined>();
});

test("batches know what is in the list", async () => {
  const account = await inBatches(langSmith.hardDeleteExamples, { body: { example_ids, hard_delete: true } });
  expectTypeOf(account.notDone).toEqualTypeOf<readonly string[]>();
  void inBatches(
    langSmith.hardDeleteExamples,
    { body: { example_ids, hard_delete: true } },
    { size: 10, timeout: 1_000, retry: false, signal: new AbortController().signal, onProgress: ({ done }) => done },
  );
  // @ts-expect-error the rest of the input is needed, too
  void inBatches(langSmith.hardDeleteExamples, { body: { example_ids } });
  // @ts-expect-error an option that there is not
  void inBatches(langSmith.hardDeleteExamples, { body: { example_ids, hard_delete: true } }, { parallel: 2 });
});
