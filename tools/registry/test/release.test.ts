import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Prism, startPrism } from "@workshop/contract";
import {
  type ClientPackage,
  type CommandResult,
  consumerProgram,
  firstCall,
  listClients,
  READINGS,
  runChild,
} from "@workshop/release";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NpmConfiguration } from "../src/npm-configuration.ts";
import { setOptionalParameter } from "../src/optional-parameter.ts";
import { packageManagers } from "../src/package-managers.ts";
import { publishDependencies } from "../src/publish-dependencies.ts";
import { publishedVersions } from "../src/published.ts";
import { type Registry, startRegistry } from "../src/registry.ts";
import type { ReleaseOutput } from "../src/release-command.ts";
import { WorkspaceCopy } from "../src/workspace-copy.ts";

const WORKSPACE = resolve(import.meta.dirname, "../../..");
/** Everything is built, tested and checked here once more, on a machine that may be busy. */
const PATIENCE_MS = 1_200_000;

const clients = listClients(WORKSPACE);
const names = clients.map(({ manifest }) => manifest.name);
// There are as many as the workspace has platforms, and one way of reading a package at least.
const [extended, narrowed, ...others] = clients as readonly [ClientPackage, ClientPackage, ...ClientPackage[]];
const [reading] = READINGS as readonly [(typeof READINGS)[number]];

let registry: Registry;
let maintainer: NpmConfiguration;
let user: NpmConfiguration;
let copy: WorkspaceCopy;
let prism: Prism;
const projects = mkdtempSync(join(tmpdir(), "projects of a user "));

beforeAll(async () => {
  registry = await startRegistry();
  user = NpmConfiguration.alone(registry.url, registry.token);
  maintainer = NpmConfiguration.added(registry.url, registry.token);
  await publishDependencies(join(import.meta.dirname, "../node_modules/openapi-fetch"), user.environment);
  copy = new WorkspaceCopy(WORKSPACE);
  changeDocument(narrowed, ["short", "long"]);
  copy.commit("A parameter that will be narrowed");
  const platforms = clients.map(({ manifest: { openapiClient } }) => openapiClient.platform);
  prism = await startPrism(platforms.map((platform) => ({ platform, document: documentOf(platform) })));
}, PATIENCE_MS);
afterAll(async () => {
  await prism?.stop();
  copy?.remove();
  user?.remove();
  maintainer?.remove();
  rmSync(projects, { recursive: true, force: true });
  await registry?.stop();
});

function documentOf(platform: string): string {
  return join(copy.root, "specs", `${platform}.yaml`);
}

/** Gives the first operation of a client an optional parameter with these values. */
function changeDocument({ manifest: { openapiClient } }: ClientPackage, values: readonly string[]): void {
  setOptionalParameter(documentOf(openapiClient.platform), "note", values);
  copy.run("pnpm", "generate", "--platform", openapiClient.platform);
}

/** `pnpm release`, as a maintainer types it. */
async function release(): Promise<ReleaseOutput> {
  const env = { ...process.env, ...maintainer.environment };
  const { status, stdout, output } = await runChild("pnpm", ["--silent", "release", "--json"], { cwd: copy.root, env });
  expect(status, output).toBe(0);
  return JSON.parse(stdout) as ReleaseOutput;
}

const inProject = async (cwd: string, [file, ...args]: readonly [string, ...string[]]): Promise<CommandResult> =>
  await runChild(file, args, { cwd, env: { ...process.env, ...user.environment } });

const typeCheck = async (folder: string): Promise<CommandResult> =>
  await inProject(folder, [process.execPath, reading.compiler, "-p", "."]);

function createProject(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(projects, name);
  mkdirSync(folder, { recursive: true });
  const common = {
    "package.json": JSON.stringify({ name: "consumer", private: true, type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions: reading.compilerOptions, include: ["*.ts"] }),
  };
  for (const [path, text] of Object.entries({ ...common, ...files })) writeFileSync(join(folder, path), text);
  return folder;
}

/** What `spec changeset --json` says of a package. */
interface Rated {
  readonly package: string;
  readonly state: string;
  readonly rating?: { readonly bump: string };
}

/** A program that makes the first call of a client, with this query parameter besides, if there is one. */
function programOf({ manifest }: ClientPackage, note: string | undefined): string {
  const call = firstCall(copy.root, manifest);
  const input =
    note === undefined ? call.input : { ...call.input, query: Object.assign({}, call.input.query, { note }) };
  return consumerProgram(manifest, { ...call, input }, prism.urls[manifest.openapiClient.platform] ?? "");
}

test("all clients are built before this", () => {
  const tasks = readFileSync(join(import.meta.dirname, "../turbo.json"), "utf8");
  for (const name of names) expect(tasks).toContain(`"${name}#build"`);
});

describe("the clients, released to a private registry", { timeout: PATIENCE_MS }, () => {
  test("are all published by the first release", async () => {
    const { packages } = await release();
    expect(packages?.map(({ name, state }) => [name, state])).toEqual(names.map((name) => [name, "published"]));
    for (const name of names) expect(Object.keys(await publishedVersions(registry, name))).toEqual(["0.1.0"]);
  });

  describe.concurrent.each(packageManagers)("installed by $name", ({ name: manager, add, files }) => {
    test.each(clients.map((client) => [client.manifest.name, client] as const))(
      "%s type-checks, and makes a call that Prism answers",
      async (name, client) => {
        const { platform } = client.manifest.openapiClient;
        const program = programOf(client, undefined);
        const folder = createProject(`${manager} ${platform}`, { ...files(registry), "program.ts": program });
        const installed = await inProject(folder, add(name));
        expect(installed.status, installed.output).toBe(0);
        const checked = await typeCheck(folder);
        expect(checked.status, checked.output).toBe(0);
        const ran = await inProject(folder, [process.execPath, "program.ts"]);
        expect(ran.status, ran.output).toBe(0);
        expect(JSON.parse(ran.stdout)).toMatchObject({ failed: false });
      },
    );
  });

  describe("after two documents have changed", () => {
    const changes = [
      { client: extended, uses: undefined, values: ["short"], bump: "minor", version: "0.2.0" },
      { client: narrowed, uses: "long", values: ["short"], bump: "major", version: "1.0.0" },
    ] as const;
    const project = ({ manifest }: ClientPackage): string => `upgrade ${manifest.openapiClient.platform}`;

    test("they alone have new versions, as they are rated, and the others are left alone", async () => {
      for (const { client, uses, values } of changes) {
        const folder = createProject(project(client), { "program.ts": programOf(client, uses) });
        const { name } = client.manifest;
        const installed = await inProject(folder, ["npm", "install", "--no-audit", "--no-fund", name]);
        expect(installed.status, installed.output).toBe(0);
        const checked = await typeCheck(folder);
        expect(checked.status, checked.output).toBe(0);
        changeDocument(client, values);
      }
      copy.commit("Change two documents");
      const rated = JSON.parse(copy.run("pnpm", "--silent", "spec", "changeset", "--json")) as readonly Rated[];
      const announced = rated.filter(({ state }) => state === "written");
      expect(announced.map((one) => [one.package, one.rating?.bump])).toEqual(
        changes.map(({ client, bump }) => [client.manifest.name, bump]),
      );
      copy.commit("Announce what has changed");
      const { packages } = await release();
      expect(packages).toMatchObject([
        ...changes.map(({ client, version }) => ({ name: client.manifest.name, version, state: "published" })),
        ...others.map(({ manifest: { name } }) => ({ name, version: "0.1.0", state: "already there" })),
      ]);
    });

    test.each(changes.map((change) => [change.bump, change] as const))(
      "code that was written before a %s version compiles after the upgrade if, and only if, that was no major one",
      async (bump, { client, version }) => {
        const folder = join(projects, project(client));
        const upgrade = ["install", "--no-audit", "--no-fund", `${client.manifest.name}@${version}`] as const;
        const upgraded = await inProject(folder, ["npm", ...upgrade]);
        expect(upgraded.status, upgraded.output).toBe(0);
        const { status, output } = await typeCheck(folder);
        expect(status === 0, output).toBe(bump !== "major");
        if (bump === "major") expect(output).toContain(`Type '"long"' is not assignable to type '"short"`);
      },
    );
  });
});
