import { describe, expect, it } from "vitest";
import { parseShard, type Unit, unitsOf, WHOLE } from "../src/shard.ts";

const units: readonly Unit[] = [64, 52, 40, 23, 16, 16, 16, 16, 12, 12, 12, 12, 3, 3, 2, 2, 2, 2, 2].map(
  (seconds, index) => ({ id: `task ${index}`, seconds }),
);
const shards = (count: number): (readonly Unit[])[] =>
  Array.from({ length: count }, (_item, index) => unitsOf(units, { index: index + 1, count }));
const secondsIn = (shard: readonly Unit[]): number => shard.reduce((total, { seconds }) => total + seconds, 0);

describe("the shards of one count", () => {
  it.each([1, 2, 3, 4, 7, 19, 30])("do everything once between them: %d", (count) => {
    const ids = shards(count).flatMap((shard) => shard.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(units.map(({ id }) => id).toSorted());
  });

  it.each([2, 3, 4])("take about the same time: %d", (count) => {
    const loads = shards(count).map(secondsIn);
    expect(Math.max(...loads)).toBeLessThan(1.1 * Math.min(...loads));
  });

  it("are the same on every machine, in whatever order it comes upon the units", () => {
    const here = unitsOf(units, { index: 2, count: 3 });
    const there = unitsOf(units.toReversed(), { index: 2, count: 3 });
    expect(new Set(there)).toEqual(new Set(here));
  });

  it("are one when nothing is divided", () => {
    expect(new Set(unitsOf(units, WHOLE))).toEqual(new Set(units));
  });
});

describe("parseShard", () => {
  it("reads which of how many", () => {
    expect(parseShard("2/3")).toEqual({ index: 2, count: 3 });
  });

  it.each(["", "2", "0/3", "4/3", "1/0", "-1/3", "1.5/3", "2/3/4", "a/b", " 2/3", "1/99999"])("refuses %j", (text) => {
    expect(() => parseShard(text)).toThrow(`${JSON.stringify(text)} is no shard: write <index>/<count>`);
  });
});
