import { inspect } from "node:util";
import { createPhoenixClient } from "@org/phoenix-client";
import { beforeAll, expect, test } from "vitest";
import { describeLive } from "../src/describe-live.ts";
import { expectDeletion, expectNoDeletion } from "../src/expect-deletion.ts";
import { PhoenixApi } from "../src/phoenix-api.ts";
import { look, makeScenes, type Scene } from "../src/scene.ts";

const query = { delete_all: true } as const;

describeLive("a real server with authentication", (live) => {
  const names = ["admin", "member", "viewer", "wrong key", "no key", "member, narrowed"] as const;
  let scenes: Readonly<Record<(typeof names)[number], Scene>>;
  const clientOf = (bearer?: string) =>
    createPhoenixClient({ baseUrl: live().guarded.url, ...(bearer === undefined ? {} : { auth: { bearer } }) });
  const remove = (scene: Scene, bearer?: string) =>
    clientOf(bearer).deleteTraceAnnotations.result({ path: { project_identifier: scene.project.name }, query });
  beforeAll(async () => {
    const { url, admin, member } = live().guarded;
    const api = new PhoenixApi(url, admin);
    // Every other row is the member's.
    scenes = await makeScenes(api, names, [api, new PhoenixApi(url, member)]);
  });

  /** The member's rows are those that were not written by whoever wrote the first row of `relevance/nightly`. */
  const ownerOf = async (role: "admin" | "member"): Promise<string> => {
    const response = await new PhoenixApi(live().guarded.url, live().guarded[role]).raw("GET", "/v1/user");
    // The server's own response to who this is.
    return (JSON.parse(response.text) as { data: { id: string } }).data.id;
  };

  test("lets an admin delete the rows of everyone", async () => {
    const scene = scenes.admin;
    const call = async () => expect((await remove(scene, live().guarded.admin)).status).toBe(204);
    await expectDeletion(scene, call, { matches: () => true, count: 18 });
  });

  test("lets a member delete just the rows that are its own, and says 204 although others match", async () => {
    const scene = scenes.member;
    const member = await ownerOf("member");
    const call = async () => expect((await remove(scene, live().guarded.member)).status).toBe(204);
    await expectDeletion(scene, call, { matches: ({ user_id }) => user_id === member, count: 9 });
    expect((await look(scene)).annotations.map(({ user_id }) => user_id)).not.toContain(member);
  });

  test("lets a member delete, of the rows that match a filter, just its own", async () => {
    const scene = scenes["member, narrowed"];
    const member = await ownerOf("member");
    const path = { project_identifier: scene.project.name };
    await expectDeletion(
      scene,
      () =>
        clientOf(live().guarded.member).deleteTraceAnnotations({
          path,
          query: { delete_all: true, identifier: "nightly" },
        }),
      { matches: ({ user_id, identifier }) => user_id === member && identifier === "nightly", count: 3 },
    );
  });

  test("refuses a viewer with 403, and nothing is deleted", async () => {
    const scene = scenes.viewer;
    await expectNoDeletion(scene, async () => {
      const result = await remove(scene, live().guarded.viewer);
      expect(result.status).toBe(403);
      expect(result.error).toMatchObject({ name: "ApiError", status: 403 });
    });
  });

  test.each([
    ["a wrong key", "wrong key", "not-a-key-of-this-server"],
    ["no key", "no key", undefined],
  ] as const)("refuses %s with 401, and nothing is deleted", async (_words, name, bearer) => {
    const scene = scenes[name];
    await expectNoDeletion(scene, async () => {
      const result = await remove(scene, bearer);
      expect(result.status).toBe(401);
      expect(result.error).toMatchObject({ name: "ApiError", status: 401 });
      if (bearer !== undefined) expect(inspect(result, { depth: 9 })).not.toContain(bearer);
    });
  });

  test("refuses a wrong key also where the request is wrong and where the project does not exist", async () => {
    const { url } = live().guarded;
    for (const path of [
      "/v1/projects/nobody/trace_annotations?delete_all=true",
      "/v1/projects/nobody/trace_annotations",
    ]) {
      expect((await new PhoenixApi(url, "not-a-key").raw("DELETE", path)).status).toBe(401);
    }
  });
});
