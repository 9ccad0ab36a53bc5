import type { IncomingMessage, ServerResponse } from "node:http";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { type UpdateRequest, updateDocuments } from "../../../src/document/update/update-documents.ts";
import { server } from "../import/loopback-server.ts";
import { SMALL_DOCUMENT, scratchRepository } from "../import/scratch.ts";

/** `SMALL_DOCUMENT`, one line of it changed. */
export const NEW_DOCUMENT = SMALL_DOCUMENT.replace("title: Small", "title: Smaller");
const PATIENCE = { retries: 0, firstDelay: 1, longestDelay: 1 };

/** Updates without any patience: what fails has failed. */
export function update(root: string, request: Partial<UpdateRequest> = {}) {
  return updateDocuments({ root, patience: PATIENCE, ...request });
}

/** What a server has at each path; it may be changed at any time. */
export type Pages = Record<string, string | ((request: IncomingMessage, response: ServerResponse) => void)>;

/** A repository that has imported each of the pages; each is a platform. */
export async function imported(pages: Pages): Promise<{ root: string; requests: IncomingMessage[] }> {
  const root = scratchRepository();
  const requests: IncomingMessage[] = [];
  const url = await server((request, response) => {
    requests.push(request);
    const page = pages[(request.url ?? "").slice(1)];
    if (typeof page === "function") page(request, response);
    else response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  for (const platform of Object.keys(pages)) {
    await importDocument({ source: `${url.origin}/${platform}`, platform, root });
  }
  requests.length = 0;
  return { root, requests };
}

/** How the update of each platform ended. */
export const states = (results: readonly { platform: string; state: string }[]): Record<string, string> =>
  Object.fromEntries(results.map(({ platform, state }) => [platform, state]));
