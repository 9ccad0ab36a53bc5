import { type Input, type Platform, type PlatformOperation, phoenixWindow } from "../platform-operations.ts";
import type { Fault } from "./fault.ts";
import { sentFilters } from "./sent-filters.ts";

/** The valid call with another query; names that are given as `undefined` are there all the same. */
function query(change: Readonly<Record<string, unknown>>): (operation: PlatformOperation) => Input {
  return ({ input }) => ({ ...input, query: { ...input.query, ...change } });
}

function filter(title: string, platform: Platform, change: Readonly<Record<string, unknown>>): Fault {
  return {
    title: `${platform}: ${title}`,
    platforms: [platform],
    input: query(change),
    sent: (delivery) => sentFilters(change, delivery),
  };
}

const ids = Array.from({ length: 1500 }, (_, index) => `123e4567-e89b-42d3-a456-${String(index).padStart(12, "0")}`);

function idList(title: string, list: readonly string[]): Fault {
  return {
    title: `LangSmith: ${title}`,
    platforms: ["LangSmith"],
    input: () => ({ body: { example_ids: list, hard_delete: true } }),
    sent: ({ body }) => `sent with ${(JSON.parse(body) as { example_ids: unknown[] }).example_ids.length} ids`,
  };
}

/** Calls that are wrong, or easily become wider than they were meant. */
export const inputs: readonly Fault[] = [
  {
    title: "Phoenix: a start without an end",
    platforms: ["Phoenix"],
    input: ({ input }) => ({ ...input, query: { start_time: phoenixWindow.start_time } }),
    sent: () => "sent",
  },
  {
    title: "Edge Impulse: no filter, which means every sample",
    platforms: ["Edge Impulse"],
    input: ({ input }) => ({ ...input, query: { category: "testing" } }),
    sent: () => "sent",
  },
  idList("an empty list of ids", []),
  idList("1500 ids, where 1000 are allowed", ids),
  filter("`Date` as both ends", "Phoenix", {
    start_time: new Date(phoenixWindow.start_time),
    end_time: new Date(phoenixWindow.end_time),
  }),
  filter("`Date` as `minDate`", "Edge Impulse", { minDate: new Date(phoenixWindow.start_time) }),
  filter("an invalid `Date` as `minDate`", "Edge Impulse", { minDate: new Date("yesterday") }),
  filter("`name: undefined`", "Phoenix", { name: undefined }),
  filter("`filename: undefined`", "Edge Impulse", { filename: undefined }),
  filter('`filename: ""`', "Edge Impulse", { filename: "" }),
  filter("`ids: []`", "Edge Impulse", { ids: [] }),
  filter("`minId: NaN`", "Edge Impulse", { minId: Number.NaN }),
  {
    title: "Edge Impulse: `filenme`, a filter that does not exist",
    platforms: ["Edge Impulse"],
    input: ({ input }) => ({ ...input, query: { category: "testing", filenme: "walk" } }),
    sent: (delivery) => sentFilters({ filenme: "walk" }, delivery),
  },
  {
    title: "`..` as the project",
    platforms: ["Edge Impulse", "Phoenix"],
    input: ({ input }) => ({
      ...input,
      path: Object.fromEntries(Object.keys(input.path ?? {}).map((name) => [name, ".."])),
    }),
    sent: ({ method, url }) => `sent as \`${method} ${url.pathname}\``,
  },
];
