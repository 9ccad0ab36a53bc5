import { withSection } from "@workshop/config/readme-section";
import { expect, test } from "vitest";
import { differentRows } from "../src/differing-rows.ts";

const readme = "before\n\n<!-- generated:comparison -->\n<!-- /generated:comparison -->\n\nafter\n";
const section = "Measured today.\n\n| a |\n| --- |\n| b |";

test("A section is written between its marks, and a second time over the first", () => {
  const once = withSection(readme, "comparison", section);
  expect(once).toBe(
    `before\n\n<!-- generated:comparison -->\n\n${section}\n\n<!-- /generated:comparison -->\n\nafter\n`,
  );
  expect(withSection(once, "comparison", section)).toBe(once);
});

test("A section with a dollar sign is written as it is", () => {
  expect(withSection(readme, "comparison", "| $& $1 |")).toContain("| $& $1 |");
});

test("A README without the marks is refused", () => {
  expect(() => withSection("nothing here", "comparison", section)).toThrow("generated:comparison");
});

test("Another day makes no difference, another row does", () => {
  const written = withSection(readme, "comparison", section);
  expect(differentRows(written, "comparison", section.replace("today", "tomorrow"))).toEqual([]);
  expect(differentRows(written, "comparison", section.replace("| b |", "| c |"))).toEqual(["- | b |", "+ | c |"]);
});
