import type { Fault } from "./fault.ts";
import { respond, succeed } from "./respond.ts";

const seconds = 4;

/** Servers that are busy. */
export const postponements: readonly Fault[] = [
  {
    title: `429 with \`Retry-After: ${seconds}\`, then the success`,
    failureStatus: 429,
    respond: (exchange) =>
      exchange.number === 1 ? respond(exchange, 429, {}, { "retry-after": String(seconds) }) : succeed(exchange),
    remark: ({ deliveries: [first, second] }) =>
      first && second ? `${second.at - first.at < seconds * 1000 ? "without" : "after"} the wait asked for` : undefined,
  },
  { title: "503 without `Retry-After`", failureStatus: 503, respond: (exchange) => respond(exchange, 503, {}) },
  {
    title: "503 with `Retry-After: 1`, always",
    failureStatus: 503,
    respond: (exchange) => respond(exchange, 503, {}, { "retry-after": "1" }),
  },
];
