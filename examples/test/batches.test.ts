import { createLangSmithClient } from "@org/langsmith-client";
import { createLangSmithFake } from "@org/langsmith-client/testing";
import { expect, test } from "vitest";
import { deleteExamples } from "../batches/delete-examples.ts";

const ids = Array.from({ length: 5_000 }, (_, index) => `123e4567-e89b-12d3-a456-${String(index).padStart(12, "0")}`);
const part = (index: number): readonly string[] => ids.slice(index * 1_000, (index + 1) * 1_000);
const done = (index: number) => ({ status: 200 as const, body: { count: 1_000, example_ids: [...part(index)] } });

function platform() {
  const fake = createLangSmithFake();
  return { fake, client: createLangSmithClient({ auth: { apiKey: "k" }, fetch: fake.fetch, retry: false }) };
}

test("5,000 examples are five calls of 1,000, one after the other, each id once", async () => {
  const { fake, client } = platform();
  fake.respond("hardDeleteExamples", ...[0, 1, 2, 3, 4].map(done));
  const counts: number[] = [];
  const result = await deleteExamples(client, ids, new AbortController().signal, (count) => counts.push(count));
  expect(counts).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  expect(fake.requests.flatMap(({ body }) => (body as { example_ids: string[] }).example_ids)).toEqual(ids);
  expect(result).toMatchObject({ done: ids, unknown: [], notDone: [], error: undefined });
});

test("a lost response ends it: what may be gone is told apart from what is done and what is not", async () => {
  const { fake, client } = platform();
  fake.respond("hardDeleteExamples", done(0), done(1), { fault: "lost response" });
  const result = await deleteExamples(client, ids, new AbortController().signal, () => {});
  expect(fake.requests).toHaveLength(3);
  expect([result.done.length, result.unknown, result.notDone.length]).toEqual([2_000, part(2), 2_000]);
  expect(result.error?.name).toBe("OutcomeUnknownError");
});

test("an interrupted run lets the call under way end, and what is left can be handed in again", async () => {
  const { fake, client } = platform();
  const controller = new AbortController();
  fake.respond("hardDeleteExamples", done(0));
  const first = await deleteExamples(client, ids, controller.signal, () => controller.abort());
  expect([first.done.length, first.notDone.length, first.unknown.length]).toEqual([1_000, 4_000, 0]);
  fake.respond("hardDeleteExamples", ...[1, 2, 3, 4].map(done));
  const second = await deleteExamples(client, first.notDone, new AbortController().signal, () => {});
  expect([...first.done, ...second.done]).toEqual(ids);
  expect(fake.requests).toHaveLength(5);
});

test("a list with an id twice, or with one that is none, is refused before anything is sent", async () => {
  const { fake, client } = platform();
  for (const list of [[...ids, ids[0] ?? ""], [...ids, "x"], []]) {
    await expect(deleteExamples(client, list, new AbortController().signal, () => {})).rejects.toThrow(
      "was refused before sending",
    );
  }
  expect(fake.requests).toEqual([]);
});
