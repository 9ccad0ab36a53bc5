import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Case, type CreateClient, deriveCases, runCase, setStage } from "@workshop/contract";
import type { GeneratedClient } from "../agreement/generated-client.ts";

/** What a client is to do otherwise than it was generated, to see whether the suite notices. */
export type Change = (url: string, init: RequestInit) => readonly [url: string, init: RequestInit];

/**
 * Runs the contract suite of a document on the client that was generated from it.
 *
 * @returns how many cases there were, and what those said that failed.
 */
export async function contractOf(
  { folder, model }: GeneratedClient,
  change: Change = (url, init) => [url, init],
): Promise<{ readonly cases: readonly Case[]; readonly failures: readonly string[] }> {
  // What was just generated: its shape is the clients' public API.
  const { createSmallClient } = (await import(pathToFileURL(join(folder, "generated", "client.ts")).href)) as {
    createSmallClient: CreateClient;
  };
  const changed = (url: string, init: RequestInit): Promise<Response> => fetch(...change(url, init));
  const stage = await setStage({
    model,
    bareModel: model,
    document: join(folder, "document.yaml"),
    createClient: (options) => createSmallClient({ ...options, fetch: changed } as typeof options), // `fetch` is an option, too
  });
  const cases = deriveCases(model, model);
  const failures: string[] = [];
  try {
    for (const one of cases) {
      await runCase(stage, one).catch((error: Error) => failures.push(`${one.name}: ${error.message}`));
    }
  } finally {
    await stage.stop();
  }
  return { cases, failures };
}
