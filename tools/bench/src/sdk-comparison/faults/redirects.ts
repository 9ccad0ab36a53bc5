import type { Fault } from "./fault.ts";
import { respond } from "./respond.ts";

function elsewhere(status: number): Fault {
  return {
    title: `${status} to another origin`,
    respond: (exchange) =>
      respond(exchange, status, undefined, { location: exchange.elsewhere + exchange.operation.path }),
  };
}

/** Servers that send the caller on. */
export const redirects: readonly Fault[] = [
  ...[302, 307, 308].map(elsewhere),
  {
    title: "307 to itself, for ever",
    respond: (exchange) => respond(exchange, 307, undefined, { location: exchange.request.url ?? "/" }),
  },
];
