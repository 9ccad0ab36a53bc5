import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ratePackage } from "../src/rate.ts";
import type { Rating } from "../src/rating.ts";
import { readPackageSide } from "../src/sides/package-side.ts";
import { GitFolder } from "./git-folder.ts";

const DOCUMENT = `openapi: 3.1.0
info: { title: A, version: "1" }
paths:
  /a:
    post:
      operationId: takeA
      responses: { "204": { description: done } }
`;
const OPERATION = `import type { Kind } from "../index.ts";
type Input = { query?: { kind?: Kind } };
type Result = { status: 204; data: undefined; error: undefined };
export declare const takeA: (transport: object) => {
  (input?: Input): Promise<undefined>;
  result(input?: Input): Promise<Result>;
};
export declare function createAClient(options?: { timeout?: number }): { takeA: ReturnType<typeof takeA> };
`;
const INDEX = `export { version } from "@org/client-core";
export type Kind = "large" | "small";
export declare function describeKind(kind: Kind): string;
export * from "./generated/index.ts";
`;
const TYPE_TESTS = `import { expectTypeOf, test } from "vitest";
import { createAClient, describeKind } from "../src/index.ts";
test("types", () => {
  void createAClient().takeA({ query: { kind: "small" } });
  expectTypeOf(describeKind("large")).toEqualTypeOf<string>();
  // @ts-expect-error there is no such kind
  void createAClient().takeA({ query: { kind: "medium" } });
});
`;
const manifest = (more: object = {}): string =>
  JSON.stringify({ name: "@org/a-client", version: "0.1.0", openapiClient: { platform: "a", name: "A" }, ...more });

const SILENT = (): void => {};

let folder: GitFolder;
beforeEach(() => {
  folder = GitFolder.created();
  folder.write("specs/a.yaml", DOCUMENT);
  folder.write(
    "packages/a-client/package.json",
    manifest({ engines: { node: ">=20" }, dependencies: { b: "catalog:" } }),
  );
  folder.write("packages/a-client/src/index.ts", INDEX);
  folder.write("packages/a-client/src/generated/index.ts", OPERATION);
  folder.write("packages/a-client/test/types.test-d.ts", TYPE_TESTS);
  folder.write(
    "packages/client-core/package.json",
    JSON.stringify({ name: "@org/client-core", exports: "./src/index.ts" }),
  );
  folder.write("packages/client-core/src/index.ts", "export const version: number = 1;\n");
  folder.write("pnpm-workspace.yaml", "catalog: { b: 1.0.0 }\n");
  folder.commit("A client");
});
afterEach(() => folder.remove());

async function rate(): Promise<Rating> {
  const sides = [
    await readPackageSide("HEAD", "a", folder.root),
    await readPackageSide(folder.root, "a", folder.root),
  ] as const;
  const rating = await ratePackage(...sides, SILENT);
  expect(rating.abstentions).toEqual([]);
  return rating;
}

function edit(path: string, from: string, to: string, text: string): void {
  expect(text).toContain(from);
  folder.write(path, text.replace(from, to));
}

const bumps = ({ judges }: Rating): Record<string, string> =>
  Object.fromEntries(judges.map(({ judge, bump }) => [judge, bump]));

describe("The rating of a package", () => {
  it("is none when nothing has changed", async () => {
    expect(await rate()).toMatchObject({ bump: "none", reasons: [], disagreement: false });
  });

  it("is a patch when the runtime inside does something else, and its types are the same", async () => {
    folder.write("packages/client-core/src/index.ts", "export const version: number = 2;\n");
    const rating = await rate();
    expect(bumps(rating)).toEqual({ document: "none", types: "none", "type tests": "none", package: "patch" });
    expect(rating.reasons).toEqual([
      expect.objectContaining({
        rule: "runtime-changed",
        message: "The runtime inside the client changed: `index.ts`.",
      }),
    ]);
  });

  it("is major when a type of the runtime is another one", async () => {
    folder.write("packages/client-core/src/index.ts", 'export const version: string = "1";\n');
    expect((await rate()).reasons[0]).toMatchObject({ bump: "major", message: "`version` has another type now." });
  });

  it("is a patch when the generator writes something else for the same document", async () => {
    folder.write("packages/a-client/src/generated/index.ts", `// Written by a better generator.\n${OPERATION}`);
    expect((await rate()).reasons).toEqual([
      expect.objectContaining({ bump: "patch", rule: "generated-code-changed" }),
    ]);
  });

  it("is major when a name is no longer exported, and minor when one more is", async () => {
    edit(
      "packages/a-client/src/index.ts",
      'export { version } from "@org/client-core";\n',
      "export type More = 1;\n",
      INDEX,
    );
    const rating = await rate();
    expect(rating.reasons.map(({ bump, message }) => [bump, message])).toContainEqual([
      "major",
      "The value `version` is no longer exported.",
    ]);
    expect(rating.judges.find(({ judge }) => judge === "types")?.reasons).toContainEqual(
      expect.objectContaining({ bump: "minor", message: "The type `More` is exported now." }),
    );
  });

  it("is major when an option is gone", async () => {
    edit("packages/a-client/src/generated/index.ts", "timeout?: number", "deadline?: number", OPERATION);
    expect((await rate()).reasons[0]).toMatchObject({
      bump: "major",
      rule: "options-type-narrowed",
      message: "`createAClient` no longer takes `timeout`.",
    });
  });

  it("is major when the older type tests no longer compile, and says which", async () => {
    edit("packages/a-client/src/index.ts", '"large" | "small"', '"large"', INDEX);
    const rating = await rate();
    expect(bumps(rating)).toMatchObject({ types: "major", "type tests": "major" });
    expect(rating.judges.find(({ judge }) => judge === "type tests")?.reasons).toEqual([
      expect.objectContaining({
        bump: "major",
        message: expect.stringContaining(
          '`void createAClient().takeA({ query: { kind: "small" } });` (test/types.test-d.ts:4)',
        ),
      }),
    ]);
  });

  it("is minor when a call compiles that the older type tests say must not", async () => {
    edit("packages/a-client/src/index.ts", '"large" | "small"', '"large" | "medium" | "small"', INDEX);
    expect(bumps(await rate())).toMatchObject({ types: "minor", "type tests": "minor", package: "patch" });
  });

  it("leaves it to the other judges what an assertion of an exact type means", async () => {
    edit("packages/a-client/src/index.ts", "(kind: Kind): string", '(kind: Kind): "a kind"', INDEX);
    expect(bumps(await rate())).toMatchObject({ types: "none", "type tests": "minor" });
  });

  it("is major when a newer Node is needed, and a patch when a dependency's version is another one", async () => {
    folder.write(
      "packages/a-client/package.json",
      manifest({ engines: { node: ">=22" }, dependencies: { b: "catalog:" } }),
    );
    folder.write("pnpm-workspace.yaml", "catalog: { b: 1.0.1 }\n");
    expect((await rate()).reasons.map(({ bump, message }) => [bump, message])).toEqual([
      ["major", "It needs node >=22 now."],
      ["patch", "Its dependency `b` is 1.0.1 now."],
    ]);
  });

  it("is told, though one judge cannot say anything: code that does not compile", async () => {
    folder.write("packages/a-client/src/index.ts", `${INDEX}export const wrong: number = "text";\n`);
    const sides = [
      await readPackageSide("HEAD", "a", folder.root),
      await readPackageSide(folder.root, "a", folder.root),
    ] as const;
    const rating = await ratePackage(...sides, SILENT);
    expect(rating.abstentions).toEqual([{ judge: "package", why: expect.stringContaining("TS2322") }]);
  });

  it.each([
    ["none", "a", "this repository has no such revision"],
    ["HEAD", "b", "there is no specs/b.yaml"],
  ])("is refused for the revision %s and the platform %s: %s", async (revision, platform, rule) => {
    await expect(readPackageSide(revision, platform, folder.root)).rejects.toMatchObject({ rule });
  });
});
