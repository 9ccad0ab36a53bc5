/**
 * The child process that hosts Prism. It is started by `start-prism.ts` and lives exactly as long as its parent: when the
 * IPC channel closes, for whatever reason (the parent was killed, too), it exits.
 */
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import type { PrismDocument, ResponseMessage, StartMessage } from "./messages.ts";

const GRACE_MS = 1_000;
const logger = createLogger("prism", { level: "silent" });

process.on("disconnect", () => process.exit(0));
// A terminal sends Ctrl-C to the whole group. The parent is to see to its end first: a mock that is suddenly gone would
// look like a fault. So this process waits for the parent to say so, but not for long.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => setTimeout(() => process.exit(0), GRACE_MS));
}

process.once("message", (message: StartMessage) => {
  void start(message.documents).then((response) => process.send?.(response));
});

async function start(documents: readonly PrismDocument[]): Promise<ResponseMessage> {
  const urls: Record<string, string> = {};
  for (const { platform, document, port = 0, upstream } of documents) {
    try {
      urls[platform] = await host(document, port, upstream);
    } catch (error) {
      return { kind: "failed", platform, document, port, ...describe(error) };
    }
  }
  return { kind: "ready", urls };
}

async function host(document: string, port: number, upstream: string | undefined): Promise<string> {
  const operations = await getHttpOperationsFromSpec(document);
  if (operations.length === 0) throw new Error("the document has no operation");
  // Prism would really call the URLs of a document's callbacks: nothing but loopback is ever contacted from here.
  for (const operation of operations) operation.callbacks = [];
  const server = createServer(operations, {
    cors: false,
    components: { logger },
    config: {
      ...(upstream === undefined ? { isProxy: false } : { isProxy: true, upstream: new URL(upstream) }),
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      // Prism's own responses are known to break the document here and there; the suite finds that out itself. A proxy tells what
      // it finds in a header, and hands everything on.
      errors: false,
      mock: { dynamic: false },
      upstreamProxy: undefined,
    },
  });
  return server.listen(port, "127.0.0.1");
}

/** `listen` rejects with a bare string, everything else with an error. */
function describe(error: unknown): { message: string; code?: string } {
  const message = error instanceof Error ? error.message : String(error);
  const code = /\b(E[A-Z]{4,})\b/.exec(message)?.[1];
  return code === undefined ? { message } : { message, code };
}
