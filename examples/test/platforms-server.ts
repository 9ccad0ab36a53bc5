import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Four platforms on one loopback address, as far as the example needs them. */
export interface PlatformsServer {
  readonly url: string;
  /** The deletions that have arrived, in their order, by platform. */
  readonly deliveries: string[];
  /** Is called when a deletion has arrived, before it is answered. */
  onDelivery: (platform: string) => void;
  /** How deletions of a platform are answered: `lost` carries it out, and breaks the connection. */
  readonly manner: Map<string, "lost" | "refused">;
  /** Whether readers see what was deleted as gone. */
  showsGone: boolean;
  /** Forgets what has happened. */
  reset(): void;
  close(): Promise<void>;
}

const DELETIONS: readonly (readonly [platform: string, method: string, path: RegExp, status: number, body: string])[] =
  [
    ["galileo", "POST", /^\/v2\/org-jobs\/delete-by-metadata$/, 200, '{"job_id":"job 1","message":"accepted"}'],
    ["edgeimpulse", "POST", /clear-metadata-by-key\?/, 200, '{"success":true,"id":7}'],
    ["phoenix", "DELETE", /trace_annotations\?/, 204, ""],
    ["langsmith", "POST", /examples\/delete$/, 200, ""],
  ];

export async function startPlatforms(): Promise<PlatformsServer> {
  const deliveries: string[] = [];
  const manner = new Map<string, "lost" | "refused">();
  const gone = new Set<string>();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => respond(request, body, response));
  });
  function respond({ method, url = "", socket }: IncomingMessage, body: string, response: ServerResponse): void {
    const deletion = DELETIONS.find(([, verb, path]) => verb === method && path.test(url));
    if (deletion === undefined) {
      read(url, response);
      return;
    }
    const [platform, , , status, text] = deletion;
    deliveries.push(platform);
    self.onDelivery(platform);
    if (manner.get(platform) === "refused") return void json(response, 403, "{}");
    gone.add(platform);
    if (manner.get(platform) === "lost") return void socket.destroy();
    if (status === 204) return void response.writeHead(204).end();
    const ids = platform === "langsmith" ? (JSON.parse(body) as { example_ids: string[] }).example_ids : [];
    json(response, status, text === "" ? JSON.stringify({ count: ids.length, example_ids: ids }) : text);
  }
  function read(url: string, response: ServerResponse): void {
    const isGone = (platform: string): boolean => self.showsGone && gone.has(platform);
    if (url === "/v2/org-jobs/job%201") json(response, 200, isGone("galileo") ? '{"status":"completed"}' : "{}");
    else if (/\/jobs\/7\/status$/.test(url))
      json(response, 200, JSON.stringify({ success: true, job: { finishedSuccessful: isGone("edgeimpulse") } }));
    else if (/trace_annotations\?identifier=/.test(url))
      json(response, 200, isGone("phoenix") ? '{"data":[]}' : '{"data":[{"id":"1"}]}');
    else if (/\/api\/v1\/examples\//.test(url))
      json(response, 200, isGone("langsmith") ? '{"inputs":null,"outputs":null}' : '{"inputs":{},"outputs":{}}');
    else json(response, 404, "{}");
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const self: PlatformsServer = {
    url: `http://127.0.0.1:${port}`,
    deliveries,
    onDelivery: () => {},
    manner,
    showsGone: true,
    reset() {
      deliveries.length = 0;
      gone.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

function json(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(text);
}
