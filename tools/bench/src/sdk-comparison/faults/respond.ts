import type { Exchange } from "./fault.ts";

/** Responses with JSON, or with nothing. */
export function respond({ response }: Exchange, status: number, body?: unknown, headers: Record<string, string> = {}) {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Responses as the document says when the call has been carried out. */
export function succeed(exchange: Exchange): void {
  respond(exchange, exchange.operation.success.status, exchange.operation.success.body);
}
