/** Tries the built clients in every runtime that there is. */

import { inTemporaryFolder } from "@workshop/config/in-temporary-folder";
import { repositoryRoot } from "@workshop/config/repository-root";
import { makeSubject } from "@workshop/faults/make-subject";
import { listPlatforms } from "@workshop/openapi";
import { bundlePrograms } from "./bundle.ts";
import { CASES, pathOf } from "./core/cases.ts";
import type { CaseResult, Traits } from "./core/run.ts";
import { listRuntimes, type Runtime } from "./runtimes.ts";
import { startServer } from "./server.ts";

const ROOT = repositoryRoot();

/** What one runtime has to say. */
export interface RuntimeReport {
  readonly name: string;
  /** Why it was not tried. */
  readonly skipped?: string;
  /** By case: the outcomes of all platforms, each once. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** By case: how many times the request arrived, the most of all platforms. */
  readonly deliveries: Readonly<Record<string, number>>;
  readonly repeatsAreTold: boolean;
  readonly cookie: string;
  /** Empty: all as expected. */
  readonly problems: readonly string[];
  readonly calls: number;
}

export async function tryRuntimes(only?: string): Promise<readonly RuntimeReport[]> {
  const subjects = listPlatforms(ROOT).map((platform) => makeSubject(ROOT, platform));
  return inTemporaryFolder(async (folder) => {
    const programs = await bundlePrograms(folder, subjects);
    const reports: RuntimeReport[] = [];
    for (const runtime of await listRuntimes()) {
      if (only !== undefined && !runtime.name.toLowerCase().includes(only.toLowerCase())) continue;
      if (runtime.missing !== undefined) {
        reports.push({
          name: runtime.name,
          skipped: runtime.missing,
          outcomes: {},
          deliveries: {},
          repeatsAreTold: false,
          cookie: "",
          problems: [],
          calls: 0,
        });
        continue;
      }
      const server = await startServer(subjects);
      try {
        const printed = await runtime.run(programs, server);
        const text = /RESULT(\{.*\})/s.exec(printed)?.[1];
        if (text === undefined) throw new Error(`${runtime.name} gave no result: ${printed.slice(0, 2000)}`);
        // The program wrote it.
        const { results, traits } = JSON.parse(text) as { results: readonly CaseResult[]; traits: Traits };
        reports.push(judge(runtime, results, traits, server.arrivals));
      } finally {
        server.stop();
      }
    }
    return reports;
  });
}

function judge(
  { name: runtime, family }: Runtime,
  results: readonly CaseResult[],
  traits: Traits,
  arrivals: readonly { readonly site: string; readonly platform: string; readonly head: string }[],
): RuntimeReport {
  const problems: string[] = [];
  const outcomes: Record<string, string[]> = {};
  const deliveries: Record<string, number> = {};
  for (const { name, expected, deliveries: wanted } of CASES) {
    const own = results.filter((result) => result.name === name);
    outcomes[name] = [...new Set(own.map(({ outcome }) => outcome))];
    for (const { platform, outcome, attempts, mayHaveRepeated } of own) {
      const seen = arrivals.filter((one) => one.site === pathOf(name) && one.platform === platform).length;
      const sent = name === "reset of a kept connection" ? seen - 1 : seen;
      deliveries[name] = Math.max(deliveries[name] ?? 0, sent);
      const right = typeof expected === "string" ? expected : expected[family];
      if (!outcome.startsWith(right)) problems.push(`${platform}, ${name}: expected ${right}, got ${outcome}`);
      if (sent > (attempts ?? wanted) && !mayHaveRepeated)
        problems.push(`${platform}, ${name}: arrived ${sent} times, and the receipt says ${attempts}`);
      if (family !== "browser" && sent !== wanted)
        problems.push(`${platform}, ${name}: arrived ${sent} times, not ${wanted}`);
      if (family === "browser" && sent < wanted) problems.push(`${platform}, ${name}: never arrived`);
    }
  }
  for (const { site, head } of arrivals) {
    if (site === "stolen") problems.push("a redirect was followed");
    // What a browser asks for by itself is the page's own business.
    if (site === "favicon.ico") continue;
    if (/ambient/.test(head)) problems.push(`${site}: an ambient cookie was sent`);
    if (family !== "browser" && !/\r\nuser-agent: [a-z-]+-client\/\d/i.test(head))
      problems.push(`${site}: no User-Agent of the client`);
  }
  if (!traits.isInstanceAcross) problems.push("an error of one package is no instance of another's class");
  if (traits.read !== "{}") problems.push(`client.read gave ${traits.read}`);
  if (traits.cookie !== (family === "browser" ? "refused" : "sent"))
    problems.push(`a credential in a cookie was ${traits.cookie}`);
  return {
    name: runtime,
    outcomes,
    deliveries,
    repeatsAreTold: results.some(({ mayHaveRepeated }) => mayHaveRepeated),
    cookie: traits.cookie,
    problems: [...new Set(problems)],
    calls: results.length,
  };
}
