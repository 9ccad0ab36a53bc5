import { sectionOf } from "@workshop/config/readme-section";

/** The rows that differ between two sections; what stands above the table, such as its date, does not count. */
export function differentRows(readme: string, name: string, section: string): readonly string[] {
  const before = tableRows(sectionOf(readme, name) ?? "");
  const after = tableRows(section);
  return [
    ...before.filter((row) => !after.includes(row)).map((row) => `- ${row}`),
    ...after.filter((row) => !before.includes(row)).map((row) => `+ ${row}`),
  ];
}

function tableRows(text: string): readonly string[] {
  return text.split("\n").filter((row) => row.startsWith("|"));
}
