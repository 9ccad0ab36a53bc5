import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { startRemoteCache } from "./remote-cache.ts";

/** Shorter tokens can be guessed. */
const SHORTEST_TOKEN = 16;

const options = new Command("pnpm remote-cache")
  .description(
    "Serves turbo's remote cache, so that what one machine has built or tested, others need not. The token that " +
      "clients must present is taken from TURBO_TOKEN. It speaks plain http: put it behind a proxy with TLS before " +
      "machines other than this one use it.",
  )
  .option("--host <address>", "where to listen", "127.0.0.1")
  .option("--port <number>", "where to listen; 0 takes any that is free", port, 3000)
  .option("--folder <folder>", "where to keep what it is given", resolve(".turbo/remote-cache"))
  .addHelpText(
    "after",
    "\nExample: TURBO_TOKEN=<token> pnpm remote-cache --port 3000\nExit codes: 0 stopped by you; 1 it cannot listen, or no token is set.",
  )
  .parse()
  .opts<{ host: string; port: number; folder: string }>();

const token = process.env.TURBO_TOKEN ?? "";
if (token.length < SHORTEST_TOKEN) {
  console.error(`error: TURBO_TOKEN has to hold the clients' token, of at least ${SHORTEST_TOKEN} characters`);
  process.exit(1);
}
const cache = await startRemoteCache({ ...options, folder: resolve(options.folder), token }, (line) => {
  console.error(line);
});
console.log(`remote cache: ${cache.url}, kept in ${options.folder}`);
process.once("SIGINT", () => void cache.close()).once("SIGTERM", () => void cache.close());
process.exitCode = (await cache.ended) ?? 1;

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError("it is a number up to 65535");
  return number;
}
