import { createServer, type ServerResponse } from "node:http";
import { close, listen, ownHeaders, readRequest, send, type WireRequest, type WireResponse } from "@workshop/contract";

/** What went through the relay: the request as it left, and what came back. */
export interface Delivery {
  readonly request: WireRequest;
  /** Absent where nothing was sent, or no response came. */
  readonly response?: WireResponse;
  /** Why nothing was sent, or why no response came. */
  readonly problem?: { readonly kind: "held back" | "no response"; readonly reason: string };
}

/** A loopback server between Prism and the real one. */
export interface Relay {
  readonly url: string;
  /** The deliveries since the last call of `take`. */
  take(): Delivery[];
  stop(): Promise<void>;
}

/** What the relay does with a request. */
export interface RelaySetting {
  readonly target: URL;
  /** Milliseconds until a response has to be there. */
  readonly deadline: number;
  /** Looks at each request before it leaves. @returns why it must not leave; `undefined` where it may */
  readonly whyHeldBack: (request: WireRequest) => string | undefined;
  /** The request with its credentials. They are added here, behind Prism, which never sees them. */
  readonly withCredentials: (request: WireRequest) => WireRequest;
}

/**
 * Starts a relay. Prism's proxy sends to it, and it alone sends to the target: it looks once more at what leaves, as it really
 * is after Prism has rewritten it, and it takes the `location` out of redirects, which Prism would follow with everything that
 * a request carries.
 */
export async function startRelay({ target, deadline, whyHeldBack, withCredentials }: RelaySetting): Promise<Relay> {
  let deliveries: Delivery[] = [];
  const handle = async (request: WireRequest, outgoing: ServerResponse): Promise<void> => {
    const reason = whyHeldBack(request);
    if (reason !== undefined) {
      deliveries.push({ request, problem: { kind: "held back", reason } });
      outgoing.writeHead(503).end();
      return;
    }
    try {
      const response = await send(target, withCredentials(request), { deadline, headers: UNCOMPRESSED });
      deliveries.push({ request, response });
      outgoing.writeHead(response.status, ownHeaders(response, ["location"])).end(response.body);
    } catch (error) {
      const isLate = error instanceof Error && error.name === "AbortError";
      const words = isLate ? `none within ${deadline} ms` : said(error);
      deliveries.push({ request, problem: { kind: "no response", reason: words } });
      if (!outgoing.headersSent) outgoing.writeHead(502).end();
    }
  };
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming).then(
      (request) => handle(request, outgoing),
      () => outgoing.destroy(),
    );
  });
  return {
    url: await listen(server),
    take: () => {
      const taken = deliveries;
      deliveries = [];
      return taken;
    },
    stop: () => close(server),
  };
}

/** What comes back is what the server says, and not a coding of it. */
const UNCOMPRESSED = { "accept-encoding": "identity" };

function said(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : "the connection was closed";
}
