import { expect } from "vitest";
import type { Annotation } from "./phoenix-api.ts";
import { look, type Scene, type Snapshot } from "./scene.ts";

/** What a call has to delete. */
export interface Deletion {
  /** Whether a row of the project goes, as the document says it. */
  readonly matches: (row: Annotation, before: Snapshot) => boolean;
  /** How many rows that are: a filter that matches nothing, or everything, by mistake shows here. */
  readonly count: number;
}

/** Lists everything, makes the call, lists everything again: just the rows that match are gone, and nothing else has changed. */
export async function expectDeletion(
  scene: Scene,
  call: (before: Snapshot) => Promise<unknown>,
  { matches, count }: Deletion,
): Promise<void> {
  const before = await look(scene);
  const wanted = before.annotations.filter((row) => matches(row, before));
  expect(wanted).toHaveLength(count);
  await call(before);
  const after = await look(scene);
  const left = new Set(after.annotations.map(({ id }) => id));
  expect(describe(before.annotations.filter(({ id }) => !left.has(id)))).toEqual(describe(wanted));
  expect(after.annotations).toEqual(before.annotations.filter((row) => !wanted.includes(row)));
  expect(after.bystanders).toEqual(before.bystanders);
}

/** The same for a call that must delete nothing. */
export function expectNoDeletion(scene: Scene, call: (before: Snapshot) => Promise<unknown>): Promise<void> {
  return expectDeletion(scene, call, { matches: () => false, count: 0 });
}

/** So that a failure reads well: which rows, in a stable order. */
function describe(rows: readonly Annotation[]): readonly string[] {
  return rows
    .map((row) => `${row.created_at} ${row.name}/${row.identifier} ${row.annotator_kind} of trace ${row.trace_id}`)
    .sort();
}
