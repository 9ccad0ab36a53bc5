import { CASES } from "./core/cases.ts";
import type { RuntimeReport } from "./try-runtimes.ts";

/** The table of the README: what is the same everywhere in a line, and what differs in a table. */
export function runtimeTable(reports: readonly RuntimeReport[]): string {
  const tried = reports.filter(({ skipped }) => skipped === undefined);
  const cell = ({ outcomes, deliveries }: RuntimeReport, name: string): string =>
    `${(outcomes[name] ?? []).join("; ")}${(deliveries[name] ?? 0) > 1 ? `, arrived ${deliveries[name]} times` : ""}`;
  const isSame = (name: string): boolean => new Set(tried.map((report) => cell(report, name))).size <= 1;
  const same = CASES.filter(({ name }) => isSame(name));
  const rows: readonly (readonly [string, (report: RuntimeReport) => string])[] = [
    ...CASES.filter(({ name }) => !isSame(name)).map(
      ({ name }) => [name, (report: RuntimeReport) => cell(report, name)] as const,
    ),
    [
      "deliveries of `retry: false`",
      ({ deliveries }) =>
        `${Math.max(...Object.values(deliveries)) > 1 ? "more than one, where a kept connection breaks" : "one"}`,
    ],
    [
      "the receipt says that there may be more",
      ({ repeatsAreTold }) => (repeatsAreTold ? "yes, `mayHaveRepeated`" : "no"),
    ],
    ["a credential in a cookie", ({ cookie }) => cookie],
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `${tried.reduce((sum, { calls }) => sum + calls, 0)} calls. The same everywhere: ${same.map(({ name, expected }) => `${name} (${typeof expected === "string" ? expected : expected.server})`).join("; ")}. No ambient cookie is ever sent, and no redirect followed. What differs:`,
    "",
    line(["", ...tried.map(({ name }) => name)]),
    line(["---", ...tried.map(() => "---")]),
    ...rows.map(([title, value]) => line([title, ...tried.map(value)])),
  ].join("\n");
}
