import { request as openHttp } from "node:http";
import { request as openHttps } from "node:https";
import { hasLength, pairsOf, readBody } from "../wire/recorder.ts";
import type { WireAnswer, WireRequest } from "../wire/wire-request.ts";

const SET_HERE = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
]);

/**
 * Sends a request to a real server, below the target's own path. Redirects are not followed, and no compression is asked for:
 * what comes back is what the server says.
 *
 * @param deadline in milliseconds
 * @throws {Error} when no answer comes
 */
export function deliver(target: URL, wire: WireRequest, deadline: number): Promise<WireAnswer> {
  const open = target.protocol === "https:" ? openHttps : openHttp;
  const headers = wire.headers.filter(([name]) => !SET_HERE.has(name.toLowerCase())).flat();
  if (hasLength(wire)) headers.push("content-length", String(wire.body.length));
  headers.push("host", target.host, "connection", "close", "accept-encoding", "identity");
  return new Promise((resolve, reject) => {
    const outgoing = open(
      {
        hostname: target.hostname.replace(/^\[|\]$/g, ""),
        port: target.port,
        method: wire.method,
        path: target.pathname.replace(/\/$/, "") + wire.target,
        headers,
        signal: AbortSignal.timeout(deadline),
        agent: false,
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
