import { exactText } from "../checks/bigints.ts";
import type { Checked, Fault, StreamPace } from "./script.ts";

/** The response that a script asks for. */
export function respond({ status, body, headers = {}, parts, pace = {} }: Checked): Response {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) given.set(name, String(value)); // of a list, its items with commas
  if (parts !== undefined) return new Response(paced(parts, pace), { status, headers: given });
  const isBinary = body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  if (body !== undefined && !given.has("content-type"))
    given.set(
      "content-type",
      isBinary ? "application/octet-stream" : typeof body === "string" ? "text/plain" : "application/json",
    );
  const isText = typeof body === "string" && !/[/+]json\s*(;|$)/.test(given.get("content-type") ?? "");
  const hasNone = body === undefined || [101, 204, 205, 304].includes(status);
  return new Response(hasNone ? null : isBinary || isText ? (body as BodyInit) : bodyText(body), {
    status,
    headers: given,
  });
}

/** Parts that come one after the other, at their pace. */
function paced(
  parts: readonly string[],
  { delay = 0, cutAfter = parts.length + 1 }: StreamPace,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let sent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent > 0 && sent < parts.length && sent < cutAfter && delay > 0)
        await new Promise<void>((resolve) => {
          timer = setTimeout(resolve, delay);
        });
      if (sent >= cutAfter) controller.error(failures.reset());
      else if (sent >= parts.length) controller.close();
      else controller.enqueue(encoder.encode(parts[sent++]));
    },
    cancel() {
      clearTimeout(timer);
    },
  });
}

/** JSON cannot say a `bigint`, and this can. */
function bodyText(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    return exactText(body);
  }
}

/** What `fetch` of Node throws. */
function failure(message: string, details: object): TypeError {
  return Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(message), details) });
}

const failures: Readonly<Record<"dns" | "refused" | "reset", () => TypeError>> = {
  dns: () => failure("getaddrinfo ENOTFOUND", { code: "ENOTFOUND", syscall: "getaddrinfo" }),
  refused: () => failure("connect ECONNREFUSED", { code: "ECONNREFUSED", syscall: "connect" }),
  reset: () => failure("read ECONNRESET", { code: "ECONNRESET", syscall: "read" }),
};

/**
 * Does what a fault says.
 * @param isMsw MSW knows network errors of one kind only, of which nobody can tell whether anything was sent
 */
export function fail(fault: Fault["fault"], signal: AbortSignal | null | undefined, isMsw: boolean): Promise<Response> {
  switch (fault) {
    case "redirect":
      return Promise.resolve(new Response(null, { status: 302, headers: { location: "https://elsewhere.invalid/" } }));
    case "cut":
      return Promise.resolve(new Response(broken(), { headers: { "content-type": "application/json" } }));
    case "timeout":
      return new Promise((_resolve, reject) => {
        const end = (): void => reject(new DOMException("This operation was aborted", "AbortError"));
        if (signal?.aborted) end();
        else signal?.addEventListener("abort", end);
      });
    default:
      if (isMsw) return Promise.resolve(Response.error());
      return Promise.reject(failures[fault === "lost response" ? "reset" : fault]());
  }
}

/** A body that breaks off. */
function broken(): ReadableStream<Uint8Array> {
  const begun = new TextEncoder().encode("{");
  let isBegun = false;
  return new ReadableStream({
    pull(controller) {
      if (isBegun) controller.error(failures.reset());
      else controller.enqueue(begun);
      isBegun = true;
    },
  });
}
