import { createPhoenixClient, isInvalidRequestError } from "@org/phoenix-client";
import { beforeAll, expect, test } from "vitest";
import { describeLive } from "../src/describe-live.ts";
import { expectDeletion, expectNoDeletion } from "../src/expect-deletion.ts";
import { PhoenixApi } from "../src/phoenix-api.ts";
import { createdAt, look, makeScenes, type Scene, timeOf } from "../src/scene.ts";

type Client = ReturnType<typeof createPhoenixClient>;

/** A window around the second moment: a millisecond before its rows to a millisecond before those of the third. */
async function aroundSecond(scene: Scene): Promise<{ start: number; end: number }> {
  const before = await look(scene);
  return { start: timeOf(1, scene, before) - 1, end: timeOf(2, scene, before) - 1 };
}

/** The time in a zone five and a half hours ahead. */
function inAnotherZone(time: number): string {
  return new Date(time + 5.5 * 3_600_000).toISOString().replace("Z", "+05:30");
}

function naive(time: number): string {
  return new Date(time).toISOString().slice(0, -1);
}

const FORMS = {
  "Date objects": (time: number) => new Date(time),
  "texts in UTC": (time: number) => new Date(time).toISOString(),
  "texts of another zone": inAnotherZone,
  "texts with microseconds": (time: number) => new Date(time).toISOString().replace("Z", "001Z"),
} as const;

describeLive("a window on a real server", (live) => {
  const names = [...Object.keys(FORMS), "before", "around", "start", "end", "naive", "naive, raw", "reversed", "again"];
  let scenes: Readonly<Record<string, Scene>>;
  let phoenix: Client;
  const sceneOf = (name: string): Scene => {
    const scene = scenes[name];
    if (scene === undefined) throw new Error(`there is no scene ${name}`);
    return scene;
  };
  beforeAll(async () => {
    phoenix = createPhoenixClient({ baseUrl: live().open });
    const made = await makeScenes(
      new PhoenixApi(live().open),
      names.map((name) => `window ${name}`),
    );
    scenes = Object.fromEntries(Object.entries(made).map(([name, scene]) => [name.slice("window ".length), scene]));
  });

  test.each(Object.entries(FORMS))("given as %s takes the rows that were created within it", async (form, write) => {
    const scene = sceneOf(form);
    const { start, end } = await aroundSecond(scene);
    const query = { start_time: write(start), end_time: write(end) };
    const call = () => phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query });
    const matches = (row: Parameters<typeof createdAt>[0]) => createdAt(row) >= start && createdAt(row) < end;
    await expectDeletion(scene, call, { matches, count: 6 });
  });

  test("that ends before the first row takes nothing", async () => {
    const scene = sceneOf("before");
    const end_time = new Date(timeOf(0, scene, await look(scene)) - 1);
    const query = { start_time: "2020-01-01T00:00:00Z", end_time };
    await expectNoDeletion(scene, () =>
      phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query }),
    );
  });

  test("around all rows takes them all", async () => {
    const scene = sceneOf("around");
    const query = { start_time: "2020-01-01T00:00:00Z", end_time: "2100-01-01T00:00:00Z" };
    await expectDeletion(
      scene,
      () => phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query }),
      { matches: () => true, count: 18 },
    );
  });

  test("that was deleted is deleted again without a failure, and without a further row", async () => {
    const scene = sceneOf("again");
    const { start, end } = await aroundSecond(scene);
    const input = {
      path: { project_identifier: scene.project.name },
      query: { start_time: new Date(start), end_time: new Date(end) },
    };
    await phoenix.deleteTraceAnnotations(input);
    await expectNoDeletion(scene, async () => {
      const result = await phoenix.deleteTraceAnnotations.result(input);
      expect(result.status).toBe(204);
    });
  });

  // docs/server.md: SQLite keeps these times as texts, and compares texts of different precision.
  test("deviates on SQLite: a row created exactly at `start_time` stays, although the start is inclusive", async () => {
    const scene = sceneOf("start");
    const start = timeOf(1, scene, await look(scene));
    const end = (await aroundSecond(scene)).end;
    const query = { start_time: new Date(start), end_time: new Date(end) };
    const later = (await look(scene)).annotations.filter((row) => createdAt(row) > start && createdAt(row) < end);
    await expectDeletion(
      scene,
      () => phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query }),
      { matches: ({ id }) => later.some((row) => row.id === id), count: later.length },
    );
    expect((await look(scene)).annotations.some((row) => createdAt(row) === start)).toBe(true);
  });

  test("deviates on SQLite: a row created exactly at `end_time` is deleted, although the end is exclusive", async () => {
    const scene = sceneOf("end");
    const start = timeOf(2, scene, await look(scene)) - 1;
    const end = start + 1;
    const before = await look(scene);
    expect(before.annotations.some((row) => createdAt(row) === end)).toBe(true);
    const query = { start_time: new Date(start), end_time: new Date(end) };
    await phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query });
    const after = await look(scene);
    expect(after.annotations).toEqual(before.annotations.filter((row) => createdAt(row) !== end));
    expect(after.bystanders).toEqual(before.bystanders);
  });

  test("of naive times is refused by the client, and nothing is deleted", async () => {
    const scene = sceneOf("naive");
    const { start, end } = await aroundSecond(scene);
    const query = { start_time: naive(start), end_time: naive(end) };
    await expectNoDeletion(scene, async () => {
      const call = phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query });
      await expect(call).rejects.toSatisfy(isInvalidRequestError);
    });
  });

  test("of naive times, sent without the client, is one in UTC to the server", async () => {
    const scene = sceneOf("naive, raw");
    const { start, end } = await aroundSecond(scene);
    const times = `start_time=${naive(start)}&end_time=${naive(end)}`;
    await expectDeletion(
      scene,
      () => scene.api.raw("DELETE", `/v1/projects/${scene.project.id}/trace_annotations?${times}`),
      { matches: (row) => createdAt(row) >= start && createdAt(row) < end, count: 6 },
    );
  });

  test("the wrong way round is refused by the client, and by the server", async () => {
    const scene = sceneOf("reversed");
    const { start, end } = await aroundSecond(scene);
    const query = { start_time: new Date(end), end_time: new Date(start) };
    await expectNoDeletion(scene, async () => {
      const call = phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query });
      await expect(call).rejects.toSatisfy(isInvalidRequestError);
      const times = `start_time=${query.start_time.toISOString()}&end_time=${query.end_time.toISOString()}`;
      const response = await scene.api.raw("DELETE", `/v1/projects/${scene.project.id}/trace_annotations?${times}`);
      expect(response.status).toBe(422);
    });
  });
});
