import { expect, test } from "vitest";
import { differentRows, withSection } from "../../src/sdk-comparison/readme-section.ts";

const readme = "before\n\n<!-- generated:comparison -->\n<!-- /generated:comparison -->\n\nafter\n";
const section = "Measured today.\n\n| a |\n| --- |\n| b |";

test("A section is written between its marks, and a second time over the first", () => {
  const once = withSection(readme, section);
  expect(once).toBe(
    `before\n\n<!-- generated:comparison -->\n\n${section}\n\n<!-- /generated:comparison -->\n\nafter\n`,
  );
  expect(withSection(once, section)).toBe(once);
});

test("A section with a dollar sign is written as it is", () => {
  expect(withSection(readme, "| $& $1 |")).toContain("| $& $1 |");
});

test("A README without the marks is refused", () => {
  expect(() => withSection("nothing here", section)).toThrow("generated:comparison");
});

test("Another day makes no difference, another row does", () => {
  const written = withSection(readme, section);
  expect(differentRows(written, section.replace("today", "tomorrow"))).toEqual([]);
  expect(differentRows(written, section.replace("| b |", "| c |"))).toEqual(["- | b |", "+ | c |"]);
});
