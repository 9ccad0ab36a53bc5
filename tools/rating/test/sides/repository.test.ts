import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { Repository } from "../../src/sides/repository.ts";
import { GitFolder } from "../git-folder.ts";

afterEach(() => vi.unstubAllEnvs());

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
