import { type GivenResponse, SECRET } from "../subject.ts";
import type { Behaviour } from "./loopback.ts";

/** How a connection goes on after something was written to it. */
export type Ending = "close" | "keep" | "reset";

/** The head of a response. Each one echoes the credential, as a careless server would. */
export function head(status: number | string, ...fields: readonly string[]): string {
  return `HTTP/1.1 ${[`${status} Text`, ...fields, `x-echo: ${SECRET}`].join("\r\n")}\r\n\r\n`;
}

/** A response whose length is told. */
export function response(status: number | string, body: Buffer | string, ...fields: readonly string[]): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(head(status, ...fields, `content-length: ${bytes.length}`)), bytes]);
}

/** A response as the document declares it. */
export function declaredResponse({ status, mediaType, body }: GivenResponse): Buffer {
  if (status === 204) return Buffer.from(head(status));
  return response(status, body, ...(mediaType ? [`content-type: ${mediaType}`] : []));
}

/** Writes the same to every request. What was written arrives before the connection ends. */
export function write(bytes: Buffer | string, ending: Ending = "keep"): Behaviour {
  return ({ socket }) => {
    if (ending === "close") socket.end(bytes);
    else if (ending === "keep") socket.write(bytes);
    else socket.write(bytes, () => afterTurns(TURNS, () => socket.resetAndDestroy()));
  };
}

/** A reset discards what the peer has not read. The client lives in the same loop: after a few turns it has. */
const TURNS = 20;

function afterTurns(turns: number, then: () => void): void {
  if (turns === 0) then();
  else setImmediate(afterTurns, turns - 1, then);
}
