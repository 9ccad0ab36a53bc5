import { expect, test } from "vitest";
import { sentFilters } from "../../src/sdk-comparison/faults/sent-filters.ts";

const at = (query: string) => ({ url: new URL(`http://127.0.0.1/?${query}`) });
const date = new Date("2026-01-01T00:00:00Z");

test("A filter that does not arrive is named", () => {
  expect(sentFilters({ from: date, to: date }, at("name=x"))).toBe("sent without `from` and `to`");
});

test("A date that arrives as its ISO text is sent as given", () => {
  expect(sentFilters({ from: date }, at("from=2026-01-01T00%3A00%3A00.000Z"))).toBe("sent as given");
});

test.each([
  [{ ids: [] }, "ids=", "sent as `ids=`"],
  [{ name: "" }, "name=", "sent as `name=`"],
  [{ id: Number.NaN }, "id=NaN", "sent as `id=NaN`"],
  [{ from: new Date("x") }, "from=Invalid+Date", "sent as `from=Invalid Date`"],
])("A filter that arrives as something else is shown: %j", (given, query, text) => {
  expect(sentFilters(given, at(query))).toBe(text);
});
