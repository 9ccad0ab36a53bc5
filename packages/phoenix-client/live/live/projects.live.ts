import { createPhoenixClient, isInvalidRequestError } from "@org/phoenix-client";
import { beforeAll, expect, test } from "vitest";
import { describeLive } from "../src/describe-live.ts";
import { expectDeletion, expectNoDeletion } from "../src/expect-deletion.ts";
import { PhoenixApi } from "../src/phoenix-api.ts";
import { look, makeScenes, type Scene } from "../src/scene.ts";

/** What a URL uses for itself, but for what a name cannot have, and what is not ASCII. */
const AWKWARD = `a b+c%20d&e=f;g,h"i'j\\k<l>m:n@o é€😀`;
const EVERYTHING = { query: { delete_all: true } } as const;

describeLive("a project on a real server", (live) => {
  const names = [
    "project by ID",
    "project by name",
    AWKWARD,
    "project of nobody",
    "project taken for another",
  ] as const;
  let scenes: Readonly<Record<(typeof names)[number], Scene>>;
  let phoenix: ReturnType<typeof createPhoenixClient>;
  const remove = (project_identifier: string) =>
    phoenix.deleteTraceAnnotations.result({ path: { project_identifier }, ...EVERYTHING });
  const all = { matches: () => true, count: 18 };
  beforeAll(async () => {
    phoenix = createPhoenixClient({ baseUrl: live().open });
    scenes = await makeScenes(new PhoenixApi(live().open), names);
  });

  test("is found by its ID", async () => {
    const scene = scenes["project by ID"];
    await expectDeletion(scene, async () => expect((await remove(scene.project.id)).status).toBe(204), all);
  });

  test("is found by its name", async () => {
    const scene = scenes["project by name"];
    await expectDeletion(scene, async () => expect((await remove("project by name")).status).toBe(204), all);
  });

  test("is found by a name full of what URLs use for themselves", async () => {
    const scene = scenes[AWKWARD];
    await expectDeletion(scene, async () => expect((await remove(AWKWARD)).status).toBe(204), all);
  });

  test("that does not exist is a 404, and nothing is deleted", async () => {
    const scene = scenes["project of nobody"];
    await expectNoDeletion(scene, async () => {
      for (const name of ["no such project", "PROJECT OF NOBODY", "project of nobody%", "project of nobody "]) {
        const result = await remove(name);
        expect(result.status, name).toBe(404);
        expect(result.error, name).toMatchObject({ name: "ApiError", status: 404 });
      }
    });
  });

  test("of a name that no path can carry is refused by the client, and nothing is deleted", async () => {
    const scene = scenes["project of nobody"];
    await expectNoDeletion(scene, async () => {
      for (const name of ["", ".", "..", "a/b", "a?b", "a#b"]) {
        await expect(remove(name), name).rejects.toSatisfy(isInvalidRequestError);
      }
    });
  });

  // docs/server.md: the server reads an identifier as an ID first.
  test("hazard: a name that reads like the ID of another project means that other project", async () => {
    const { project, api, neighbour } = scenes["project taken for another"];
    await api.createProject(project.id);
    const scene = { api, project, neighbour };
    await expectDeletion(scene, async () => expect((await remove(project.id)).status).toBe(204), all);
    expect((await look(scene)).annotations).toEqual([]);
  });
});
