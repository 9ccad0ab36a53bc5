import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { HookEvent, Hooks } from "@org/phoenix-client";

/**
 * Hooks that make a span of each request, with the semantic conventions for HTTP clients: one for each time that a call is
 * sent. They are for one client: `createPhoenixClient({ hooks: openTelemetryHooks(trace.getTracer("phoenix")) })`.
 *
 * No secret gets into a span: the URLs that hooks are told have none.
 */
export function openTelemetryHooks(tracer: Tracer): Hooks {
  const open = new Map<string, Span>();
  const keyOf = ({ call, attempt }: HookEvent): string => `${call} ${attempt}`;
  const end = (event: HookEvent, error: string | undefined): void => {
    const span = open.get(keyOf(event));
    open.delete(keyOf(event));
    if (error !== undefined) span?.setAttribute("error.type", error).setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  };
  return {
    onRequest(event) {
      const { hostname, port, protocol } = new URL(event.url);
      const span = tracer.startSpan(`${event.method} ${event.operation}`, {
        kind: SpanKind.CLIENT,
        attributes: {
          "http.request.method": event.method,
          "server.address": hostname,
          "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
          "url.full": event.url,
          ...(event.attempt > 1 && { "http.request.resend_count": event.attempt - 1 }),
        },
      });
      open.set(keyOf(event), span);
    },
    onResponse(event) {
      open.get(keyOf(event))?.setAttribute("http.response.status_code", event.status);
      // A response that says no is the end of it; of another one, the body is still to come.
      if (event.status >= 400) end(event, String(event.status));
    },
    onFailure(event) {
      end(event, event.reason);
    },
    onReceipt(event) {
      end(event, undefined);
    },
  };
}
