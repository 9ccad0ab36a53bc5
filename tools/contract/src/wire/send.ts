import { type Agent, request as openHttp } from "node:http";
import { request as openHttps } from "node:https";
import { ownHeaders, pairsOf, readBody, type WireRequest, type WireResponse } from "./wire-request.ts";

/** How a request is sent. */
export interface SendOptions {
  /** In milliseconds, after which it fails: Prism never answers some requests. By default five seconds. */
  readonly deadline?: number;
  /** Keeps connections; by default each request has one of its own. */
  readonly agent?: Agent;
  /** Headers in place of the request's own, by their names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends a request exactly as it is written: nothing is added but `host`, `connection` and the body's length. Redirects
 * are not followed.
 *
 * @param base of the server, for example `http://127.0.0.1:4010`; its path stands before the request's
 * @throws {Error} when no response comes
 */
export function send(base: string | URL, wire: WireRequest, options: SendOptions = {}): Promise<WireResponse> {
  const { deadline = 5_000, agent, headers: instead = {} } = options;
  const { protocol, host, hostname, port, pathname } = new URL(base);
  const open = protocol === "https:" ? openHttps : openHttp;
  const headers = [
    ...["host", host, "connection", agent === undefined ? "close" : "keep-alive"],
    ...ownHeaders(wire, ["host", ...Object.keys(instead)]),
    ...Object.entries(instead).flat(),
    ...(hasLength(wire) ? ["content-length", String(wire.body.length)] : []),
  ];
  return new Promise((resolve, reject) => {
    const outgoing = open(
      {
        hostname: hostname.replace(/^\[|\]$/g, ""),
        port,
        method: wire.method,
        path: pathname.replace(/\/$/, "") + wire.target,
        headers,
        signal: AbortSignal.timeout(deadline),
        agent: agent ?? false,
      },
      (incoming) => {
        readBody(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: pairsOf(incoming.rawHeaders), body }),
          reject,
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(wire.body);
  });
}

/** Whether a request says how long its body is. A POST without one says so, too, or Node announces one in chunks. */
function hasLength({ method, body }: WireRequest): boolean {
  return body.length > 0 || /^(?:PATCH|POST|PUT)$/.test(method);
}
