import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { rateDocuments } from "../src/rate.ts";
import { readSide } from "../src/sides/read-side.ts";
import { Repository } from "../src/sides/repository.ts";
import { GitFolder } from "./git-folder.ts";

const document = (name: string): string => `openapi: 3.1.0
info: { title: A, version: "1" }
paths:
  /a:
    get:
      operationId: ${name}
      responses: { "204": { description: done } }
`;
const overlay = `overlay: 1.0.0
info: { title: Names, version: "1" }
actions:
  - target: $.paths['/a'].get
    update: { operationId: fromOverlay }
`;

const SILENT = (): void => {};

let folder: GitFolder;
beforeEach(() => {
  folder = GitFolder.created();
  folder.write("specs/a.yaml", document("committed"));
  folder.write("specs/overlays/a.yaml", overlay);
  folder.commit("A document");
  folder.write("specs/a.yaml", document("written"));
  folder.write("elsewhere.yaml", document("elsewhere"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const read = (given: string, bare = false) => readSide(given, folder.root, bare);

describe("What is compared", () => {
  it("is a file, with its platform's overlay where it stands among the specs", async () => {
    const side = await read(join(folder.root, "specs/a.yaml"));
    expect(side.document.text).toBe(document("written"));
    expect(side.overlay?.text).toBe(overlay);
    expect((await read(join(folder.root, "specs/a.yaml"), true)).overlay).toBeUndefined();
    expect((await read(join(folder.root, "elsewhere.yaml"))).overlay).toBeUndefined();
  });

  it("is a file at a revision, with the overlay of that revision", async () => {
    folder.write("specs/overlays/a.yaml", "changed since");
    const side = await read("HEAD:specs/a.yaml");
    expect(side.document).toEqual({ file: "HEAD:specs/a.yaml", text: document("committed") });
    expect(side.overlay?.text).toBe(overlay);
  });

  it("is what an address gives, and its query is never repeated", async () => {
    const server = createServer((_request, response) => response.end(document("published")));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      // A server that listens on a port has an address with one.
      const { port } = server.address() as AddressInfo;
      const side = await read(`http://127.0.0.1:${port}/a.yaml?token=made-up`);
      expect(side.document.text).toBe(document("published"));
      expect(side.label).toBe(`http://127.0.0.1:${port}/a.yaml`);
    } finally {
      server.close();
    }
  });

  it("is compared with the same overlay when it comes from elsewhere", async () => {
    const rating = await rateDocuments(
      await read(join(folder.root, "specs/a.yaml")),
      await read(join(folder.root, "elsewhere.yaml")),
      SILENT,
    );
    expect(rating.bump).toBe("none");
  });

  it.each([
    ["no-such-file.yaml", "there is no such file"],
    ["HEAD:specs/none.yaml", "the revision has no such file"],
    ["none:specs/a.yaml", "this repository has no such revision"],
    ["--output=x:specs/a.yaml", "this repository has no such revision"],
  ])("is refused with a remedy: %s", async (given, rule) => {
    await expect(read(given)).rejects.toMatchObject({ name: "DocumentError", file: expect.any(String), rule });
  });

  it("is refused when it is of a version of OpenAPI that nobody reads here", async () => {
    folder.write("old.yaml", document("a").replace("3.1.0", "2.0.0"));
    const side = await read(join(folder.root, "old.yaml"));
    await expect(rateDocuments(side, side, SILENT)).rejects.toThrow("OpenAPI 2.0.0 is not supported");
  });
});

test("the repository of the folder is asked, also by a hook of another one", () => {
  const [here, elsewhere] = [GitFolder.created(), GitFolder.created()];
  here.write("here.txt", "Here.\n");
  const commit = here.commit("Here");
  elsewhere.commit("Elsewhere");
  here.write("new.txt", "New.\n");
  vi.stubEnv("GIT_DIR", join(elsewhere.root, ".git"));
  vi.stubEnv("GIT_WORK_TREE", elsewhere.root);
  vi.stubEnv("GIT_INDEX_FILE", join(elsewhere.root, ".git/index"));
  const repository = Repository.at(here.root);
  expect(repository?.commit("HEAD")).toBe(commit);
  expect(repository?.changedSince(commit, ["."])).toEqual(["new.txt"]);
  here.remove();
  elsewhere.remove();
});
