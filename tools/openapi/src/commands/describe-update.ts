import { styleText } from "node:util";
import type { UpdateResult } from "../document/update/update-documents.ts";
import { count, describeOrigin, describeWarnings, printable, row } from "./report.ts";

/** How many lines of a difference are shown, unless all of it is asked for. */
const SHORT = 24;

/** The colour that a state is told in. */
const COLOURS = {
  updated: "green",
  "would change": "yellow",
  unchanged: "dim",
  "not fetchable": "yellow",
  failed: "red",
  interrupted: "yellow",
} as const satisfies Record<UpdateResult["state"], string>;

/** Says what an update did, what is new in each document, and what to do next. Styled for standard output. */
export function describeUpdate(results: readonly UpdateResult[], { full }: { readonly full: boolean }): string {
  const states = Object.keys(COLOURS).flatMap((state) => {
    const amount = results.filter((result) => result.state === state).length;
    return amount === 0 ? [] : [`${amount} ${state}`];
  });
  const updated = results.some(({ state }) => state === "updated");
  return [
    ...results.flatMap((result) => describeResult(result, full)),
    states.join(", "),
    ...(updated ? [`Next: ${styleText("bold", "pnpm generate")}, then ${styleText("bold", "pnpm test")}`] : []),
  ].join("\n");
}

function describeResult(result: UpdateResult, full: boolean): string[] {
  const { file, state, record, difference, found, notes, error } = result;
  return [
    `${styleText("bold", file)}  ${styleText(COLOURS[state], state)}${size(difference)}`,
    ...(error === undefined
      ? describeOrigin(record)
      : [
          row("where", `${error.file}${error.line === undefined ? "" : `:${error.line}`}${pointer(error.pointer)}`),
          row("rule", printable(error.rule)),
          row("remedy", printable(error.remedy)),
        ]),
    ...(found === undefined
      ? []
      : [
          row("sha256", record.sha256),
          row("OpenAPI", `${found.version}, ${count(found.operations.length, "operation")}`),
          ...describeWarnings(found.warnings),
        ]),
    ...notes.map((note) => row("note", note)),
    ...(difference === undefined ? [] : describeDifference(difference, full)),
  ];
}

function size(difference: UpdateResult["difference"]): string {
  if (difference === undefined || difference === null) return "";
  return `  ${styleText("green", `+${difference.added}`)} ${styleText("red", `-${difference.removed}`)} lines`;
}

function describeDifference(difference: Exclude<UpdateResult["difference"], undefined>, full: boolean): string[] {
  if (difference === null) return [row("difference", "too much is new to show it line by line")];
  if (difference.patch === "") return [row("difference", "none: only its record is new")];
  const lines = difference.patch.trimEnd().split("\n");
  const shown = full ? lines : lines.slice(0, SHORT);
  const left = lines.length - shown.length;
  return [
    ...shown.map((line) => `    ${colouredLine(printable(line))}`),
    ...(left === 0 ? [] : [`    and ${count(left, "more line")}: --full shows all`]),
  ];
}

function colouredLine(line: string): string {
  if (line.startsWith("+")) return styleText("green", line);
  if (line.startsWith("-")) return styleText("red", line);
  return line.startsWith("@@") ? styleText("cyan", line) : line;
}

function pointer(text: string | undefined): string {
  return text === undefined || text === "" ? "" : ` (at ${text})`;
}
