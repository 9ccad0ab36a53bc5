import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { createLangSmithClient } from "@org/langsmith-client";
import { createLangSmithFake } from "@org/langsmith-client/testing";
import { expect, test } from "vitest";
import { openTelemetryHooks } from "../observability/opentelemetry.ts";

const id = "123e4567-e89b-12d3-a456-426614174000";
const done = { status: 200 as const, body: { count: 1, example_ids: [id] } };
type Script = Parameters<ReturnType<typeof createLangSmithFake>["respond"]>[1];

/** The spans of one call that is responded to so, and the name of what it rejected with. */
async function spansOf(...scripts: readonly Script[]): Promise<{ spans: ReadableSpan[]; error: string | undefined }> {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const fake = createLangSmithFake();
  for (const script of scripts) fake.respond("hardDeleteExamples", script as never); // one for this operation
  const client = createLangSmithClient({
    auth: { apiKey: "s3cr3t-token" },
    fetch: fake.fetch,
    hooks: openTelemetryHooks(provider.getTracer("test")),
    retry: { attempts: 3, maxDelay: 0 },
  });
  const error = await client.hardDeleteExamples({ body: { example_ids: [id], hard_delete: true } }).then(
    () => undefined,
    (thrown: Error) => thrown.name,
  );
  await provider.forceFlush();
  return { spans: exporter.getFinishedSpans(), error };
}

test("a call that succeeds is one span, with the semantic conventions and without secrets", async () => {
  const { spans, error } = await spansOf(done);
  expect(error).toBeUndefined();
  expect(spans).toHaveLength(1);
  expect(spans[0]).toMatchObject({
    name: "POST hardDeleteExamples",
    kind: SpanKind.CLIENT,
    status: { code: SpanStatusCode.UNSET },
  });
  expect(spans[0]?.attributes).toEqual({
    "http.request.method": "POST",
    "server.address": "api.smith.langchain.com",
    "server.port": 443,
    "url.full": "https://api.smith.langchain.com/v1/platform/datasets/examples/delete",
    "http.response.status_code": 200,
  });
});

test("each time that it is sent is a span of its own, which tells how often it was sent before", async () => {
  const busy = { status: 503, headers: { "retry-after": "0" }, undeclared: true } as const;
  const { spans } = await spansOf(busy, busy, done);
  expect(
    spans.map(({ attributes, status }) => [
      attributes["http.response.status_code"],
      attributes["error.type"],
      attributes["http.request.resend_count"],
      status.code,
    ]),
  ).toEqual([
    [503, "503", undefined, SpanStatusCode.ERROR],
    [503, "503", 1, SpanStatusCode.ERROR],
    [200, undefined, 2, SpanStatusCode.UNSET],
  ]);
});

test.each([
  ["breaks before the response", "lost response", 3, "connection", undefined, "OutcomeUnknownError"],
  ["breaks within the response", "cut", 3, "connection", 200, "OutcomeUnknownError"],
  ["is responded to with a redirect", "redirect", 1, "redirect", 302, "OutcomeUnknownError"],
  ["cannot be sent", "refused", 3, "refused", undefined, "NotSentError"],
] as const)(
  "a call that %s ends each of its spans with the reason",
  async (_what, fault, times, reason, status, name) => {
    const { spans, error } = await spansOf(...Array.from({ length: times }, () => ({ fault })));
    expect(spans.map(({ attributes }) => [attributes["http.response.status_code"], attributes["error.type"]])).toEqual(
      Array.from({ length: times }, () => [status, reason]),
    );
    expect(error).toBe(name);
  },
);
