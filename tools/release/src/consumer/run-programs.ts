import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommandMeanwhile } from "@workshop/config/run-command";
import { loadPlatform } from "@workshop/openapi";

/** Where requests go in place of the addresses that an example names. */
export type Routes = readonly (readonly [address: string, url: string])[];

/** The addresses that examples use for a platform: its own, and made-up ones. */
export function routesOf(root: string, platform: string, prism: string): Routes {
  const own = loadPlatform(root, platform).servers.map(({ url }) => url);
  return [...own, `https://${platform}.example.com`].map((address) => [address.replace(/\/$/, ""), prism]);
}

/**
 * Runs an example as a user runs a program, on Node, but that no request leaves this machine: `fetch` sends to a mock what
 * is meant for a platform, and throws for every other address.
 *
 * @param folder where the program is, and where its imports are found
 * @returns why it failed: what it printed; `undefined` where it has not
 */
export async function runProgram(folder: string, program: string, routes: Routes): Promise<string | undefined> {
  const preload = join(folder, "route.mjs");
  writeFileSync(preload, PRELOAD);
  const names = ["PHOENIX_API_KEY", "GALILEO_API_KEY", "LANGSMITH_API_KEY", "EI_API_KEY"];
  const env = { ...process.env, ...Object.fromEntries(names.map((name) => [name, "made-up-key"])) };
  const { status, output } = await runCommandMeanwhile(process.execPath, ["--import", `./route.mjs`, program], {
    cwd: folder,
    env: { ...env, ROUTES: JSON.stringify(routes), NODE_NO_WARNINGS: "1" },
  });
  return status === 0 ? undefined : output;
}

const PRELOAD = `const routes = JSON.parse(process.env.ROUTES);
const { fetch } = globalThis;
globalThis.fetch = (url, init) => {
  const route = routes.find(([address]) => String(url).startsWith(address + "/"));
  if (route === undefined) throw new Error("an example would send to " + url);
  return fetch(route[1] + String(url).slice(route[0].length), init);
};
`;
