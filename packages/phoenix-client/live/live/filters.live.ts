import { createPhoenixClient, isInvalidRequestError } from "@org/phoenix-client";
import { beforeAll, expect, test } from "vitest";
import { describeLive } from "../src/describe-live.ts";
import { expectDeletion, expectNoDeletion } from "../src/expect-deletion.ts";
import { type Annotation, PhoenixApi } from "../src/phoenix-api.ts";
import { createdAt, look, makeScenes, type Scene, timeOf } from "../src/scene.ts";

type Query = Parameters<ReturnType<typeof createPhoenixClient>["deleteTraceAnnotations"]>[0]["query"];
/** Filters that narrow, beside what bounds the call. */
type Filters = Partial<Pick<Annotation, "annotator_kind" | "identifier" | "name">>;

/** Filters, and how many of a project's 18 rows they match. A third of the rows lies within the window. */
const FILTERS: readonly (readonly [words: string, filters: Filters, count: number])[] = [
  ["a name", { name: "toxicity" }, 9],
  ["an identifier", { identifier: "nightly" }, 6],
  ["the kind LLM", { annotator_kind: "LLM" }, 6],
  ["the kind CODE", { annotator_kind: "CODE" }, 6],
  ["the kind HUMAN", { annotator_kind: "HUMAN" }, 6],
  ["a name and an identifier", { name: "relevance", identifier: "manual" }, 3],
  ["a name, an identifier and a kind", { name: "relevance", identifier: "manual", annotator_kind: "LLM" }, 1],
  ["a name that no row has", { name: "helpfulness" }, 0],
  ["a name in another case", { name: "Toxicity" }, 0],
  ["the beginning of a name", { name: "toxic" }, 0],
  ["a name with a blank behind it", { name: "toxicity " }, 0],
  ["a pattern for a name", { name: "toxi%" }, 0],
  ["an identifier that no row has", { identifier: "weekly" }, 0],
];

const isMatch =
  (filters: Filters) =>
  (row: Annotation): boolean =>
    Object.entries(filters).every(([key, value]) => row[key as keyof Filters] === value);

describeLive("filters on a real server", (live) => {
  const all = (words: string) => `everything with ${words}`;
  const within = (words: string) => `a window and ${words}`;
  const others = ["delete_all", "note", "window", "start", "end", "unbounded"];
  const names = [...FILTERS.flatMap(([words]) => [all(words), within(words)]), ...others];
  let scenes: Readonly<Record<string, Scene>>;
  let phoenix: ReturnType<typeof createPhoenixClient>;
  const sceneOf = (name: string): Scene => {
    const scene = scenes[name];
    if (scene === undefined) throw new Error(`there is no scene ${name}`);
    return scene;
  };
  const remove = (scene: Scene, query: Query) =>
    phoenix.deleteTraceAnnotations({ path: { project_identifier: scene.project.name }, query });
  beforeAll(async () => {
    phoenix = createPhoenixClient({ baseUrl: live().open });
    scenes = await makeScenes(new PhoenixApi(live().open), names);
  });

  test.each(FILTERS)("`delete_all` with %s takes just the rows that match", async (words, filters, count) => {
    const scene = sceneOf(all(words));
    const matches = isMatch(filters);
    await expectDeletion(scene, () => remove(scene, { delete_all: true, ...filters }), { matches, count });
  });

  test.each(FILTERS)("a window with %s takes just the rows that match", async (words, filters, total) => {
    const scene = sceneOf(within(words));
    const before = await look(scene);
    const start = timeOf(1, scene, before) - 1;
    const end = timeOf(2, scene, before) - 1;
    const matches = (row: Annotation): boolean =>
      isMatch(filters)(row) && createdAt(row) >= start && createdAt(row) < end;
    // Each combination of filters is dealt out evenly over the three moments, but for the one that is a single row.
    const count = total === 1 ? before.annotations.filter(matches).length : total / 3;
    const query = { start_time: new Date(start), end_time: new Date(end), ...filters };
    await expectDeletion(scene, () => remove(scene, query), { matches, count });
  });

  test("`delete_all` alone takes every trace annotation of the project", async () => {
    const scene = sceneOf("delete_all");
    await expectDeletion(scene, () => remove(scene, { delete_all: true }), { matches: () => true, count: 18 });
  });

  test("`delete_all` takes notes, too: a note is a trace annotation of the name `note`", async () => {
    const scene = sceneOf("note");
    await scene.api.addNote(scene.project.traceIds[0] ?? "");
    const { annotations } = await look(scene);
    expect(annotations.filter(({ name }) => name === "note")).toHaveLength(1);
    await expectDeletion(scene, () => remove(scene, { delete_all: true }), { matches: () => true, count: 19 });
  });

  test("`delete_all` with a window takes the rows within the window", async () => {
    const scene = sceneOf("window");
    const before = await look(scene);
    const start = timeOf(1, scene, before) - 1;
    const end = timeOf(2, scene, before) - 1;
    await expectDeletion(
      scene,
      () => remove(scene, { delete_all: true, start_time: new Date(start), end_time: new Date(end) }),
      { matches: (row) => createdAt(row) >= start && createdAt(row) < end, count: 6 },
    );
  });

  test("`delete_all` with a start alone takes the rows from then on", async () => {
    const scene = sceneOf("start");
    const start = timeOf(1, scene, await look(scene)) - 1;
    await expectDeletion(scene, () => remove(scene, { delete_all: true, start_time: new Date(start) }), {
      matches: (row) => createdAt(row) >= start,
      count: 12,
    });
  });

  test("`delete_all` with an end alone takes the rows before it", async () => {
    const scene = sceneOf("end");
    const end = timeOf(2, scene, await look(scene)) - 1;
    await expectDeletion(scene, () => remove(scene, { delete_all: true, end_time: new Date(end) }), {
      matches: (row) => createdAt(row) < end,
      count: 12,
    });
  });

  test("without window and `delete_all` are refused by the client, and by the server", async () => {
    const scene = sceneOf("unbounded");
    await expectNoDeletion(scene, async () => {
      // What no type allows: the promise is about whoever gets past the types.
      const call = remove(scene, { name: "toxicity" } as unknown as Query);
      await expect(call).rejects.toSatisfy(isInvalidRequestError);
      const halves = ["name=toxicity", "start_time=2020-01-01T00:00:00Z", "delete_all=false", "delete_all=true&name="];
      for (const query of halves) {
        const response = await scene.api.raw("DELETE", `/v1/projects/${scene.project.id}/trace_annotations?${query}`);
        expect(response.status, query).toBe(422);
      }
    });
  });
});
