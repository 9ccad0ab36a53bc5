import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import { openTelemetryHooks } from "../examples/opentelemetry.ts";
import { createTransport } from "./core.ts";
import { clearShelf } from "./examples.ts";
import { serve } from "./loopback.ts";
import { rejection } from "./observed.ts";

const input = { path: { shelf: "a b" }, query: { tag: ["x"] } };
const body = '{"count":1}';
const done = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

/** The spans of one call, and what it rejected with. */
async function spansOf(baseUrl: string, options: object = {}): Promise<{ spans: ReadableSpan[]; error: unknown }> {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const hooks = openTelemetryHooks(provider.getTracer("test"));
  // Of the kinds of credentials, the one that stands in the URL.
  const transport = createTransport("Example", { baseUrl, hooks, auth: { token: "s3cr3t-token" }, ...options });
  const call = clearShelf(transport)(input);
  const error = await rejection(call.then(() => Promise.reject(undefined)));
  await provider.forceFlush();
  return { spans: exporter.getFinishedSpans(), error };
}

test("a call that succeeds is one span, with the semantic conventions and without secrets", async () => {
  const server = await serve((socket) => socket.write(done));
  const { spans, error } = await spansOf(server.url);
  expect(error).toBeUndefined();
  expect(spans).toHaveLength(1);
  const [span] = spans;
  expect(span).toMatchObject({
    name: "DELETE clearShelf",
    kind: SpanKind.CLIENT,
    status: { code: SpanStatusCode.UNSET },
  });
  expect(span?.attributes).toEqual({
    "http.request.method": "DELETE",
    "server.address": "127.0.0.1",
    "server.port": Number(new URL(server.url).port),
    "url.full": `${server.url}/shelves/a%20b/books?tag=x&token=%5Bredacted%5D`,
    "http.response.status_code": 200,
  });
  expect(server.requests[0]).toContain("s3cr3t-token");
  expect(JSON.stringify(span?.attributes)).not.toContain("s3cr3t");
});

test("each time that it is sent is a span of its own, which tells how often it was sent before", async () => {
  const server = await serve((socket) =>
    socket.write(
      server.requests.length < 3 ? "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n" : done,
    ),
  );
  const { spans } = await spansOf(server.url);
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

test.each<[string, string, (socket: import("node:net").Socket) => void, unknown, string]>([
  ["that breaks before the answer", "connection", (socket) => socket.destroy(), undefined, "OutcomeUnknownError"],
  [
    "that breaks within the answer",
    "connection",
    (socket) => socket.end(done.slice(0, -3)),
    200,
    "OutcomeUnknownError",
  ],
  [
    "that is answered with a redirect",
    "redirect",
    (socket) => socket.write("HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n"),
    302,
    "OutcomeUnknownError",
  ],
])("a call %s ends its span with the reason", async (_what, reason, behave, status, name) => {
  const server = await serve(behave);
  const { spans, error } = await spansOf(server.url);
  expect(spans.map(({ attributes }) => [attributes["http.response.status_code"], attributes["error.type"]])).toEqual([
    [status, reason],
  ]);
  expect((error as Error).name).toBe(name);
});

test("each attempt to send a call that cannot be sent is a span that ended", async () => {
  const refused = Object.assign(new Error("no"), { code: "ECONNREFUSED", syscall: "connect" });
  const { spans, error } = await spansOf("https://api.example.com", {
    fetch: () => Promise.reject(refused),
    retry: { attempts: 2, maxDelay: 0 },
  });
  expect(spans.map(({ attributes }) => [attributes["server.port"], attributes["error.type"]])).toEqual([
    [443, "refused"],
    [443, "refused"],
  ]);
  expect((error as Error).name).toBe("NotSentError");
});
