import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DocumentError } from "@workshop/openapi";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type NewClientOptions, newClient } from "../../src/client/new-client.ts";
import { removeClient } from "../../src/client/remove-client.ts";

/** In milliseconds: each generates and formats. */
vi.setConfig({ testTimeout: 60_000 });

const HOUSE = resolve(import.meta.dirname, "../../../..");

const DOCUMENT = `openapi: 3.1.0
info: { title: "Acme *Cloud*", version: "1" }
servers: [{ url: https://acme.example }]
paths:
  /things/{id}:
    delete:
      operationId: deleteThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: gone } }
`;

const LOCKFILE = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      x:
        specifier: 'catalog:'
        version: 1.0.0

  packages/library-client:
    dependencies:
      openapi-fetch:
        specifier: 'catalog:'
        version: 0.17.0

    devDependencies:
      vitest:
        specifier: 'catalog:'
        version: 5.1.0

  packages/library-client/live:
    dependencies:
      y:
        specifier: 'catalog:'
        version: 1.0.0

  tools/config: {}

packages:

  openapi-fetch@0.17.0: {}
`;

const TURBO = `{
  "tasks": {
    "test": {
      "dependsOn": [
        "$TURBO_EXTENDS$",
        "@org/library-client#build"
      ]
    }
  }
}
`;

let root: string;
let source: string;
let before: Record<string, string>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "workspace "));
  const write = (file: string, text: string): void => {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write("pnpm-lock.yaml", LOCKFILE);
  write("tools/faults/turbo.json", TURBO);
  write("specs/sources.json", "{}\n");
  write("specs/overlays/README.md", "");
  write(".changeset/README.md", "");
  write(".changeset/first.md", '---\n"@org/library-client": minor\n---\n\nFirst.\n');
  write("packages/library-client/package.json", "{}");
  source = join(root, "..", `${root.split("/").at(-1)}.yaml`);
  writeFileSync(source, DOCUMENT);
  before = contents();
  return () => rmSync(root, { recursive: true, force: true });
});

function contents(): Record<string, string> {
  const files = globSync("**/*", { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const hidden = globSync([".changeset/*", ".new-clients/**/*"], { cwd: root, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    [...files, ...hidden]
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(root.length + 1), readFileSync(file, "utf8")]),
  );
}

const make = (more: Partial<NewClientOptions> = {}) =>
  newClient({ root, formatting: HOUSE, platform: "acme", source, install: () => Promise.resolve(), ...more });

describe("a new client", () => {
  test("is document, package, README, tests, changeset and generated code, and stands in every list", async () => {
    const installed: string[] = [];
    const install = async (folder: string): Promise<void> => void installed.push(folder);
    const { imported, generated } = await make({ title: "Acme Cloud", install });
    expect(imported.operations).toHaveLength(1);
    expect(generated?.operations).toBe(1);
    expect(installed).toEqual([root]);
    const files = contents();
    expect(files["specs/acme.yaml"]).toBe(DOCUMENT);
    expect(Object.keys(JSON.parse(files["specs/sources.json"] ?? ""))).toEqual(["acme"]);
    expect(files["packages/acme-client/package.json"]).toContain("Typed client for Acme Cloud");
    expect(files["packages/acme-client/src/generated/operations.ts"]).toContain("export const deleteThing");
    expect(files["packages/acme-client/README.md"]).toContain("`DELETE /things/{id}`");
    expect(files["packages/acme-client/test/contract.test.ts"]).toContain("acme");
    expect(files["packages/acme-client/test/types.test-d.ts"]).toContain('AcmeClient["deleteThing"]');
    expect(files[".changeset/client-acme.md"]).toMatch(/^---\n"@org\/acme-client": minor\n---\n/u);
    expect(files["tools/faults/turbo.json"]).toContain(
      '"@org/acme-client#build",\n        "@org/library-client#build"\n',
    );
    const entry = /^ {2}packages\/acme-client:\n(?: {4}.*\n|\n)+/mu.exec(files["pnpm-lock.yaml"] ?? "")?.[0];
    expect(entry).toBe(
      /^ {2}packages\/library-client:\n(?: {4}.*\n|\n)+/mu.exec(LOCKFILE)?.[0].replace("library", "acme"),
    );
    expect(files["pnpm-lock.yaml"]?.replace(entry ?? "", "")).toBe(LOCKFILE);
  });

  test("stands in groups where its overlay says so, and its type tests name a method there", async () => {
    const overlay = join(root, "..", `${root.split("/").at(-1)}-overlay.yaml`);
    const action = `{ target: "$.paths['/things/{id}'].delete", update: { x-group: { name: things, method: delete } } }`;
    writeFileSync(overlay, `overlay: 1.0.0\ninfo: { title: Groups, version: "1" }\nactions: [${action}]\n`);
    await make({ overlay });
    const files = contents();
    expect(files["packages/acme-client/src/generated/groups.ts"]).toContain("export interface ThingsGroup");
    expect(files["packages/acme-client/README.md"]).toContain("| `things.delete` (`deleteThing`) |");
    expect(files["packages/acme-client/test/types.test-d.ts"]).toContain('AcmeClient["things"]["delete"]');
  });

  test("comes after the others in the lockfile where its name does", async () => {
    await make({ platform: "zebra" });
    const importers = [...(contents()["pnpm-lock.yaml"] ?? "").matchAll(/^ {2}([a-z.].*):/gmu)].map(([, name]) => name);
    expect(importers).toEqual([
      ".",
      "packages/library-client",
      "packages/library-client/live",
      "packages/zebra-client",
      "tools/config",
      "openapi-fetch@0.17.0",
    ]);
  });

  test("is made once where two commands want it at once, and the other takes nothing of it away", async () => {
    await make();
    const alone = contents();
    await removeClient({ root, platform: "acme" });
    const outcomes = await Promise.allSettled([make(), make()]);
    const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    expect(refusals).toEqual([expect.any(DocumentError)]);
    expect(String(refusals[0])).toMatch("there is a platform acme already");
    expect(contents()).toEqual(alone);
  });

  test("has the document's title, as far as that can stand in prose", async () => {
    await make();
    expect(contents()["packages/acme-client/package.json"]).toContain("Typed client for Acme Cloud,");
  });
});

describe("every file stays as it was", () => {
  test.each<[what: string, wrong: () => Partial<NewClientOptions>, error: RegExp | string]>([
    ["for a name that is none", () => ({ platform: "Acme Cloud" }), "cannot name a platform"],
    ["for a name that climbs out of the folder", () => ({ platform: "../acme" }), "cannot name a platform"],
    ["for a document that is not there", () => ({ source: join(root, "nope.yaml") }), "there is no such file"],
    ["for a platform that is there already", () => ({ platform: "library" }), /there is a platform library already/u],
    ["for a title that cannot stand in prose", () => ({ title: "two\nlines" }), "cannot stand in"],
    ["when the installation fails", () => ({ install: () => Promise.reject(new Error("no network")) }), /no network/u],
    [
      "for a document that changes meanwhile",
      () => ({
        progress: (step) => {
          if (step === "generating") writeFileSync(source, DOCUMENT.replace("gone", "went"));
        },
      }),
      /has changed while it was read/u,
    ],
  ])("%s", async (_what, wrong, error) => {
    await expect(make(wrong())).rejects.toThrow(error);
    expect(contents()).toEqual(before);
    expect(existsSync(join(root, ".new-clients"))).toBe(false);
  });

  test("for a document that the generator cannot use", async () => {
    writeFileSync(source, DOCUMENT.replace('"204"', '"2o4"'));
    await expect(make()).rejects.toThrow(DocumentError);
    expect(contents()).toEqual(before);
  });
});

describe("a removal", () => {
  test("undoes all of it, and leaves everybody else's alone", async () => {
    await make();
    const removed = await removeClient({ root, platform: "acme" });
    expect(removed).toContain("packages/acme-client");
    expect(contents()).toEqual(before);
    expect(await removeClient({ root, platform: "acme" })).toEqual([]);
  });

  test("undoes what an interruption has left, wherever it came", async () => {
    await make();
    const whole = join(root, "..", `${root.split("/").at(-1)}-whole`);
    cpSync(root, whole, { recursive: true });
    const made = [
      "specs/acme.yaml",
      "specs/sources.json",
      "packages/acme-client/package.json",
      "packages/acme-client",
      ".changeset/client-acme.md",
      "pnpm-lock.yaml",
      "tools/faults/turbo.json",
    ];
    for (const missing of made) {
      rmSync(root, { recursive: true });
      cpSync(whole, root, { recursive: true });
      // What was there before was never missing, only as it had been.
      const former = before[missing];
      if (former === undefined) rmSync(join(root, missing), { recursive: true });
      else writeFileSync(join(root, missing), former);
      mkdirSync(join(root, ".new-clients/acme~half/specs"), { recursive: true });
      writeFileSync(join(root, ".new-clients/acme~half/specs/acme.yaml"), DOCUMENT);
      await removeClient({ root, platform: "acme" });
      expect([missing, contents()]).toEqual([missing, before]);
      expect(existsSync(join(root, ".new-clients"))).toBe(false);
    }
    rmSync(whole, { recursive: true });
  });

  test("takes a package out of a changeset that names others, too", async () => {
    await make();
    const both = '---\n"@org/acme-client": patch\n"@org/library-client": minor\n---\n\nBoth.\n';
    writeFileSync(join(root, ".changeset/both.md"), both);
    await removeClient({ root, platform: "acme" });
    expect(contents()[".changeset/both.md"]).toBe('---\n"@org/library-client": minor\n---\n\nBoth.\n');
  });

  test.each<[what: string, platform: string, change: (write: (file: string, text: string) => void) => void]>([
    ["of a package that nobody knows to be made by the command", "library", () => {}],
    ["of a document alone", "other", (write) => write("specs/other.yaml", DOCUMENT)],
    ["of a package of which a file was changed", "acme", (write) => write("packages/acme-client/README.md", "Mine.")],
    ["of a package with a file more", "acme", (write) => write("packages/acme-client/test/mine.test.ts", "")],
    ["of a document that was changed", "acme", (write) => write("specs/acme.yaml", `${DOCUMENT}x-mine: 1\n`)],
    ["of an overlay that somebody wrote", "acme", (write) => write("specs/overlays/acme.yaml", "overlay: 1.0.0\n")],
  ])("%s is refused, unless it is forced", async (_what, platform, change) => {
    await make();
    change((file, text) => writeFileSync(join(root, file), text));
    const there = contents();
    await expect(removeClient({ root, platform })).rejects.toThrow(/--force/u);
    expect(contents()).toEqual(there);
    await removeClient({ root, platform, force: true });
    expect(Object.keys(contents()).filter((file) => file.includes(platform))).toEqual([]);
  });

  test("does not mind what was built, installed or reported meanwhile", async () => {
    await make();
    for (const folder of ["dist", "node_modules/x", ".reports", ".turbo"]) {
      mkdirSync(join(root, "packages/acme-client", folder), { recursive: true });
      writeFileSync(join(root, "packages/acme-client", folder, "a.js"), "");
    }
    await removeClient({ root, platform: "acme" });
    expect(contents()).toEqual(before);
  });

  test("of a client that was released is refused, unless it is forced", async () => {
    await make();
    const manifest = join(root, "packages/acme-client/package.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"version": "0.0.0"', '"version": "1.2.0"'));
    const there = contents();
    await expect(removeClient({ root, platform: "acme" })).rejects.toThrow(/was released/u);
    expect(contents()).toEqual(there);
    await removeClient({ root, platform: "acme", force: true });
    expect(contents()).toEqual(before);
  });
});
