import { expect, test } from "vitest";
import { cell, markdownTable } from "../../src/sdk-comparison/table.ts";

test("A cell says once what happens on all platforms", () => {
  expect(
    cell(
      new Map([
        ["Galileo", "ApiError 500"],
        ["Phoenix", "ApiError 500"],
      ]),
    ),
  ).toBe("ApiError 500");
});

test("A cell says what happens on most platforms, and names those that differ", () => {
  expect(
    cell(
      new Map([
        ["Galileo", "sent 3 times"],
        ["Edge Impulse", "resolves"],
        ["Phoenix", "resolves"],
        ["LangSmith", "sent 3 times"],
      ]),
    ),
  ).toBe("sent 3 times; Edge Impulse, Phoenix: resolves");
});

test("A cell is empty where a row is about other platforms", () => {
  expect(cell(new Map())).toBe("");
});

test("What a candidate says cannot break the table", () => {
  const rows = [{ title: "a | b", findings: [new Map([["Galileo" as const, "one\ntwo"]])] }];
  expect(markdownTable(["x"], rows)).toBe("| fault | x |\n| --- | --- |\n| a \\| b | one two |");
});
