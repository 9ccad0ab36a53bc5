import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Repository } from "@workshop/rating";
import { GitFolder } from "@workshop/rating/git-folder";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBase } from "../../src/changeset/base.ts";

let folder: GitFolder;
beforeEach(() => {
  folder = GitFolder.created();
});
afterEach(() => folder.remove());

const client = (version: string) => ({ platform: "a", name: "@org/a-client", version });

function setVersion(version: string): void {
  folder.write("packages/a-client/package.json", JSON.stringify({ name: "@org/a-client", version }, null, 2));
}

function base(version: string, root = folder.root) {
  return findBase(Repository.at(root), client(version));
}

describe("The state that a package is compared with", () => {
  it("is nothing as long as nothing has been released", () => {
    setVersion("0.0.0");
    folder.commit("A client");
    expect(base("0.0.0")).toMatchObject({ kind: "nothing", description: expect.stringContaining("not released yet") });
  });

  it("is nothing where there is no git repository", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "no-git-"));
    try {
      expect(base("0.1.0", elsewhere)).toMatchObject({ kind: "nothing" });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it("is the commit that gave the package its version", () => {
    setVersion("0.1.0");
    folder.commit("Release 0.1.0");
    setVersion("0.2.0");
    const release = folder.commit("Release 0.2.0");
    folder.write("other", "1");
    folder.commit("Something else");
    expect(base("0.2.0")).toMatchObject({ kind: "commit", commit: release, raised: "none" });
  });

  it("is the version's tag where there is one", () => {
    setVersion("0.1.0");
    folder.commit("Release 0.1.0");
    const published = folder.commit("Published");
    folder.git("tag", "@org/a-client@0.1.0");
    folder.commit("Something else");
    expect(base("0.1.0")).toMatchObject({ kind: "commit", commit: published });
  });

  it("stays the last release while the next version is only in the work tree, and tells how far that is raised", () => {
    setVersion("0.1.0");
    const release = folder.commit("Release 0.1.0");
    expect(base("0.2.0")).toMatchObject({ commit: release, raised: "minor" });
    expect(base("1.0.0")).toMatchObject({ commit: release, raised: "major" });
    expect(base("0.1.1")).toMatchObject({ commit: release, raised: "patch" });
  });

  it("is where a shallow clone begins, which is said", () => {
    setVersion("0.1.0");
    folder.commit("Release 0.1.0");
    const newest = folder.commit("Something else");
    const clone = mkdtempSync(join(tmpdir(), "shallow-"));
    try {
      folder.git("clone", "--quiet", "--depth=1", pathToFileURL(folder.root).href, clone);
      expect(base("0.1.0", clone)).toMatchObject({
        commit: newest,
        description: expect.stringContaining("where this shallow clone begins: there is no tag @org/a-client@0.1.0"),
      });
    } finally {
      rmSync(clone, { recursive: true });
    }
  });
});
