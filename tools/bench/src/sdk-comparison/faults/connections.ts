import type { Exchange, Fault } from "./fault.ts";

/** Sends the beginning of a success, and never its end. */
function begin({ response, operation }: Exchange): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write(JSON.stringify(operation.success.body ?? {}).slice(0, 9));
}

const asked = 2000;

/** Connections that do not hold. */
export const connections: readonly Fault[] = [
  { title: "connection refused", unreachable: true },
  { title: "reset before the headers", respond: ({ request }) => request.socket.resetAndDestroy() },
  {
    title: "reset in the middle of the body",
    respond: (exchange) => {
      begin(exchange);
      setTimeout(() => exchange.request.socket.resetAndDestroy(), 100);
    },
  },
  { title: "no response", respond: () => {} },
  { title: "no response, told to wait 2 s", timeout: asked, respond: () => {} },
  { title: "body that does not end, told to wait 2 s", timeout: asked, respond: begin },
];
