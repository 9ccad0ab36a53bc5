import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { NpmRegistry } from "../registry/npm-registry.ts";
import { explainError } from "./explain-error.ts";
import { git } from "./git.ts";
import { Journal } from "./journal.ts";
import type { PackedClient } from "./packed-client.ts";
import { type PreparedRelease, readPreparedRelease } from "./prepared-release.ts";
import { printingSteps } from "./progress.ts";
import { labelOf, publishMissing } from "./publish-client.ts";
import { advanceBranch, tagReleases, upstreamOf } from "./publish-commit.ts";
import { InterruptedError, ReleaseError } from "./release-error.ts";
import { checkTakenVersion } from "./taken-version.ts";

// Publishes what `pnpm release --prepare` has made, and runs nobody else's code while it holds the registry's token: it
// needs Node 24, npm and git, and that nothing is installed. Its imports are Node's and the release's own.

const HELP = `Usage: node tools/release/src/publish/publish-prepared.ts <folder> --digest <digest> [--push] [--root <folder>]

Publishes a release that \`pnpm release --prepare --out <folder>\` has made: what the registry does not hold yet, and not
one byte else. It installs, builds and runs nothing.

  --digest <digest>  of release.json, as the one who prepared it says: sha512-<base64>
  --push             push the release commit before anything is published, and the tags afterwards
  --root <folder>    the repository, at the commit that was released (default: the working directory)

Exit codes: 0 published, or held already; 1 not published; 2 wrong use.
Example: node tools/release/src/publish/publish-prepared.ts .release --digest "$DIGEST" --push
`;

interface Course {
  readonly root: string;
  readonly folder: string;
  readonly digest: string;
  readonly push: boolean;
}

const course = readArguments();
if (course !== undefined) await run(course);

function readArguments(): Course | undefined {
  const options = {
    digest: { type: "string" },
    push: { type: "boolean", default: false },
    root: { type: "string", default: "." },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      process.stdout.write(HELP);
      return undefined;
    }
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw new Error("one folder is needed");
    if (values.digest === undefined) throw new Error("--digest is needed");
    return { root: resolve(values.root), folder: resolve(folder), digest: values.digest, push: values.push };
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function run(wanted: Course): Promise<void> {
  const journal = new Journal(printingSteps);
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => controller.abort(new InterruptedError(`interrupted by ${signal}`)));
  }
  try {
    await publishPrepared(wanted, journal, controller.signal);
  } catch (error) {
    const explanation = explainError(error);
    if (explanation === undefined) throw error;
    process.exitCode = 1;
    const { rule, remedy } = explanation;
    process.stderr.write(`error: ${journal.step}: ${rule}\n  state: ${journal.state}\n  remedy: ${remedy}\n`);
  }
}

async function publishPrepared({ root, folder, digest, push }: Course, journal: Journal, signal: AbortSignal) {
  const { release, upstream } = await journal.run(
    "verify",
    async () => {
      const prepared = readPreparedRelease(folder, digest);
      if (prepared.bundle !== undefined) await git(root, ["bundle", "unbundle", prepared.bundle]);
      return { release: prepared, upstream: push ? await upstreamOf(root) : undefined };
    },
    ({ release: { clients, commit } }) => `${clients.length} clients of ${commit.slice(0, 12)}, as they were prepared`,
  );
  const { registry, missing } = await journal.run(
    "ask",
    () => ask(release, root, signal),
    (response) => `${response.registry.url} lacks ${response.missing.length} of ${release.clients.length}`,
  );
  signal.throwIfAborted();
  await journal.run(
    "commit",
    () => advanceBranch(root, release.commit, upstream),
    () => release.commit.slice(0, 12),
  );
  journal.committed = true;
  await journal.run(
    "publish",
    () => publishMissing(registry, missing, journal, signal),
    (provenance) => `${missing.map(labelOf).join(", ") || "nothing"}; provenance: ${provenance.reason}`,
  );
  await journal.run(
    "tag",
    () => tagReleases(root, release.commit, release.clients.map(labelOf), upstream),
    (tags) => tags.join(", ") || "nothing to do",
  );
}

/** Which clients the registry lacks; that it holds nothing else under the version of another one. */
async function ask(
  { clients }: PreparedRelease,
  root: string,
  signal: AbortSignal,
): Promise<{ registry: NpmRegistry; missing: readonly PackedClient[] }> {
  const [first] = clients;
  if (first === undefined) throw new ReleaseError("nothing was prepared", "see `pnpm release --help`");
  const registry = await NpmRegistry.of(first.manifest.name, root, signal);
  const missing: PackedClient[] = [];
  for (const client of clients) {
    const { name, version } = client.manifest;
    const integrity = await registry.integrityOf(name, version, signal);
    if (integrity === undefined) missing.push(client);
    else await checkTakenVersion(registry, client, integrity, signal);
  }
  return { registry, missing };
}
