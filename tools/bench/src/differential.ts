import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { memberOf } from "@workshop/config/client-member";
import { findClientPackage } from "@workshop/config/client-packages";
import { anythingIn, credentialSets, distortedArbitrary, type Given, plainly } from "@workshop/contract";
import { listPlatforms, loadPlatform, memberPath, type Operation } from "@workshop/openapi";
import { InputMaker, inputArbitrary, SchemaChecker } from "@workshop/samples";
import fc from "fast-check";

export interface DifferentialOptions {
  /** A checkout of another commit, its clients built. */
  readonly old: string;
  /** How many inputs each platform's first operation is given. */
  readonly inputs: number;
  readonly seed: number;
}

/** What this looks at of the plan that a client makes. */
interface RequestPlan {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a client makes of an input: the request that it would send, or the places and rules that it refuses. */
type Verdict =
  | { readonly kind: "refused"; readonly issues: readonly string[] }
  | { readonly kind: "sent"; readonly plan: RequestPlan }
  | { readonly kind: "failed"; readonly error: string };

type Plan = (input: unknown, options: object) => RequestPlan;

/** How many inputs are made before any of them is given: all of them at once would take gigabytes. */
const atOnce = 20_000;

/** How many kinds of differences are shown. */
const mostShown = 50;

/**
 * Gives the same random inputs (valid ones, distorted ones, anything at all) to the built clients of two checkouts, and tells
 * where one sends what the other refuses, or another request.
 *
 * @returns how many inputs had two verdicts
 */
export async function compareClients(root: string, { old, inputs, seed }: DifferentialOptions): Promise<number> {
  let differences = 0;
  for (const platform of listPlatforms(root)) {
    const model = loadPlatform(root, platform);
    const [operation] = model.operations;
    if (operation === undefined) continue;
    const maker = new InputMaker(model, operation, new SchemaChecker(model), operation.requestBody?.content[0]);
    const [before, now] = await Promise.all([old, root].map((folder) => planOf(folder, platform, operation)));
    if (before === undefined || now === undefined) continue;
    const valid = inputArbitrary(maker);
    const given = fc.oneof(valid.map(plainly), distortedArbitrary(valid), anythingIn(valid));
    const seen = new Map<string, { count: number; example: string }>();
    const kinds: Record<string, number> = {};
    let differing = 0;
    for (let done = 0; done < inputs; done += atOnce) {
      process.stderr.write(`${platform}: ${done} of ${inputs} ...\n`);
      const settings = { numRuns: Math.min(atOnce, inputs - done), seed: seed + done };
      for (const [one, allowUnbounded] of fc.sample(fc.tuple(given, fc.boolean()), settings)) {
        const [was, is] = [before, now].map((plan) => verdictOf(plan, one, { allowUnbounded, operation }));
        if (was === undefined || is === undefined) continue;
        kinds[is.kind] = (kinds[is.kind] ?? 0) + 1;
        if (isSame(was, is)) continue;
        differing++;
        const words = `${wordsOf(was)} -> ${wordsOf(is)}`;
        const known = seen.get(words) ?? { count: 0, example: one.words };
        if (known.count > 0 || seen.size < mostShown) seen.set(words, { ...known, count: known.count + 1 });
      }
    }
    console.info(`${platform}: ${inputs} inputs (${JSON.stringify(kinds)}), ${differing} with two verdicts`);
    for (const [words, { count, example }] of seen) console.info(`  ${count}x ${words}\n     ${example.slice(0, 300)}`);
    differences += differing;
  }
  return differences;
}

/** Plans calls by the built client of a checkout. */
async function planOf(folder: string, platform: string, operation: Operation): Promise<Plan> {
  const { entry, factory } = findClientPackage(folder, platform);
  const exported = (await import(pathToFileURL(entry).href)) as Record<string, unknown>;
  const direct = operation.security.find(({ schemes }) => schemes.every(({ scheme }) => scheme.type !== "oauth2"));
  const auth = direct === undefined ? {} : credentialSets(direct)[0]?.auth("");
  const create = exported[factory] as (options: object) => object;
  const client = create({ baseUrl: "https://platform.example", ...(auth && { auth }) });
  const method = memberOf(client, memberPath(operation)) as { readonly plan: Plan } | undefined; // the public API
  if (method === undefined) throw new Error(`${entry} has no ${operation.name}`);
  return (input, options) => method.plan(input, options);
}

function verdictOf(
  plan: Plan,
  given: Given,
  { allowUnbounded, operation }: { readonly allowUnbounded: boolean; readonly operation: Operation },
): Verdict {
  try {
    const planned = plan(given.make(), allowUnbounded && operation.unbounded ? { allowUnbounded } : {});
    // It names the version, which is another one on purpose.
    const { "user-agent": _version, ...headers } = planned.headers;
    return { kind: "sent", plan: { ...planned, headers } };
  } catch (thrown) {
    const { name, issues } = thrown as { name?: string; issues?: readonly { path: string; rule: string }[] };
    if (name !== "InvalidRequestError" || issues === undefined) return { kind: "failed", error: String(thrown) };
    return { kind: "refused", issues: issues.map(({ path, rule }) => `${path} ${rule}`) };
  }
}

/** Two refusals are the same whatever else each of them names. */
function isSame(was: Verdict, is: Verdict): boolean {
  if (was.kind === "refused" && is.kind === "refused") return true;
  return isDeepStrictEqual(plain(was), plain(is));
}

/** Records of two copies of the runtime have two prototypes. */
const plain = (verdict: Verdict): unknown => JSON.parse(JSON.stringify(verdict));

function wordsOf(verdict: Verdict): string {
  if (verdict.kind === "sent") return `sent ${JSON.stringify(verdict.plan).slice(0, 200)}`;
  return verdict.kind === "refused"
    ? `refused for ${verdict.issues.slice(0, 3).join(", ")}`
    : verdict.error.slice(0, 200);
}
