import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { type Environment, makeEnvironment } from "./environment.ts";
import { PhoenixApi } from "./phoenix-api.ts";
import { type PhoenixServer, startPhoenix } from "./phoenix-server.ts";
import { Unavailable } from "./unavailable.ts";

/** Servers to try the client on, or why there are none here. */
export type Live =
  | { readonly kind: "absent"; readonly reason: string }
  | {
      readonly kind: "present";
      /** Base URL of a server without authentication. */
      readonly open: string;
      /** One with authentication, and a key of each role. */
      readonly guarded: {
        readonly url: string;
        readonly admin: string;
        readonly member: string;
        readonly viewer: string;
      };
    };

declare module "vitest" {
  interface ProvidedContext {
    live: Live;
  }
}

const PROGRESS_MS = 20_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Installs and starts the servers once for all files. @returns what stops and removes them */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: PhoenixServer[] = [];
  let environment: Environment | undefined;
  const interruption = new AbortController();
  const onSignal = (): void => {
    interruption.abort(new Error("interrupted"));
    for (const server of started) server.kill();
    environment?.remove();
    process.exit(130);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
    environment?.remove();
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  try {
    environment = await makeEnvironment(say, interruption.signal);
    project.provide("live", await start(environment, started, interruption.signal));
    return stop;
  } catch (error) {
    await stop();
    if (!(error instanceof Unavailable)) throw error;
    say(`skipped: ${error.message}`);
    project.provide("live", { kind: "absent", reason: error.message });
    return async () => undefined;
  }
}

async function start({ python, versions }: Environment, started: PhoenixServer[], signal: AbortSignal): Promise<Live> {
  say("starting a server without authentication and one with it");
  const begin = Date.now();
  const secret = password();
  const settings = { PHOENIX_ENABLE_AUTH: "true", PHOENIX_SECRET: password(), PHOENIX_ADMIN_SECRET: secret };
  const starting = [startPhoenix(python, {}, signal), startPhoenix(python, settings, signal)];
  for (const server of starting) server.then((running) => started.push(running)).catch(() => undefined);
  const patience = setInterval(() => {
    say(
      `still starting, after ${Math.round((Date.now() - begin) / 1000)} s: a new database goes through all its migrations`,
    );
  }, PROGRESS_MS);
  const settled = await Promise.allSettled(starting);
  clearInterval(patience);
  const [open, guarded] = settled.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
  if (open === undefined || guarded === undefined) throw new Error("two servers had to start");
  const api = new PhoenixApi(guarded.url, secret);
  const live: Live = {
    kind: "present",
    open: open.url,
    guarded: {
      url: guarded.url,
      admin: await api.createUser("ADMIN", "live-admin", password()),
      member: await api.createUser("MEMBER", "live-member", password()),
      viewer: await api.createUser("VIEWER", "live-viewer", password()),
    },
  };
  const version = await new PhoenixApi(open.url).version();
  const seconds = Math.ceil((Date.now() - begin) / 1000);
  say(
    `Phoenix ${version} (Python ${versions.python}, SQLite) responses after ${seconds} s, on ${open.url} and ${guarded.url}`,
  );
  return live;
}

/** Made up for this run, and strong enough for any policy. */
function password(): string {
  return `${randomBytes(24).toString("hex")}-Aa1`;
}

function say(line: string): void {
  console.log(`live: ${line}`);
}
