import { expectTypeOf, test } from "vitest";
import { createPhoenixClient } from "../src/index.ts";

const phoenix = createPhoenixClient({ baseUrl: "http://localhost:6006" });
const path = { project_identifier: "demo" };
const start_time = new Date("2026-01-01");
const end_time = "2026-02-01T00:00:00Z";

test("a window or everything compiles", () => {
  expectTypeOf(
    phoenix.deleteTraceAnnotations({ path, query: { start_time, end_time } }),
  ).resolves.toEqualTypeOf<undefined>();
  void phoenix.deleteTraceAnnotations({ path, query: { delete_all: true, annotator_kind: "LLM" } });
  void phoenix.deleteTraceAnnotations({ path, query: { delete_all: true, start_time } });
  createPhoenixClient({ baseUrl: "http://localhost:6006", auth: { bearer: async () => "key" } });
});

test("wrong calls do not compile", () => {
  // @ts-expect-error half a window
  void phoenix.deleteTraceAnnotations({ path, query: { start_time } });
  // @ts-expect-error the other half
  void phoenix.deleteTraceAnnotations({ path, query: { end_time, name: "toxicity" } });
  // @ts-expect-error half a window, and everything not meant
  void phoenix.deleteTraceAnnotations({ path, query: { start_time, delete_all: false } });
  // @ts-expect-error neither window nor everything
  void phoenix.deleteTraceAnnotations({ path, query: { name: "toxicity" } });
  // @ts-expect-error nothing at all
  void phoenix.deleteTraceAnnotations({ path });
  // @ts-expect-error a wrong enum value
  void phoenix.deleteTraceAnnotations({ path, query: { start_time, end_time, annotator_kind: "ROBOT" } });
  // @ts-expect-error an explicit `undefined` is not a missing time
  void phoenix.deleteTraceAnnotations({ path, query: { start_time, end_time: undefined } });
  // @ts-expect-error a missing path parameter
  void phoenix.deleteTraceAnnotations({ path: {}, query: { start_time, end_time } });
});

test("a base URL is needed, for the document names no server", () => {
  // @ts-expect-error no baseUrl
  createPhoenixClient({});
});

test("a result is told apart by its status", async () => {
  const result = await phoenix.deleteTraceAnnotations.result({ path, query: { start_time, end_time } });
  expectTypeOf(result.status).toEqualTypeOf<204 | 401 | 403 | 404 | 422 | "undeclared">();
  if (result.status === 404) expectTypeOf(result.error.body).toEqualTypeOf<string>();
});
