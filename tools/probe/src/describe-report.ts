import { styleText } from "node:util";
import type { Deviation } from "./deviation.ts";
import type { TargetReport } from "./try-target.ts";

/** A report for people. Colours are for a terminal; `NO_COLOR` is heard. */
export function describeReport(report: TargetReport): string {
  const { platform, target, requests, statuses, deviations, leftOut } = report;
  const responses = Object.entries(statuses).map(([status, count]) => `${count} x ${status}`);
  const lines = deviations.flatMap((deviation) => [...describeDeviation(deviation), ""]);
  const sent = `${requests} request${requests === 1 ? "" : "s"} to ${target}${responses.length === 0 ? "" : `: ${responses.join(", ")}`}`;
  const verdict =
    requests === 0
      ? styled("yellow", `${platform}: nothing could be tried`)
      : deviations.length === 0
        ? styled("green", `${platform}: nothing deviates from the document`)
        : styled(
            "red",
            `${platform}: ${deviations.length} deviation${deviations.length === 1 ? "" : "s"} from the document`,
          );
  const left = leftOut.map(
    ({ operation, cases, reason }) => `  ${operation}: ${cases} case${cases === 1 ? "" : "s"}, ${reason}`,
  );
  return [...lines, ...(left.length === 0 ? [] : ["Not tried:", ...left, ""]), sent, verdict, ...hints(report)].join(
    "\n",
  );
}

function describeDeviation(deviation: Deviation): string[] {
  const { operation, kind, message, file, line, pointer, foundBy, count, examples } = deviation;
  return [
    `${styled("red", kind)}: ${operation}: ${message}`,
    styled("dim", `  ${file}:${line} ${pointer}`),
    `  in ${count} request${count === 1 ? "" : "s"}, found by ${foundBy.join(" and ")}; for example`,
    ...examples.flatMap((example) => [`  - ${example.name}`, `    ${example.request}`, `    ${example.response}`]),
  ];
}

function hints({ requests, statuses }: TargetReport): string[] {
  if (requests === 0) return ["`--destructive` sends everything all the same: see --help for what that does."];
  const refused = (statuses[401] ?? 0) + (statuses[403] ?? 0);
  if (refused < requests) return [];
  return ["No request was authenticated, so that little could be seen: give credentials with --credential."];
}

function styled(style: "dim" | "green" | "red" | "yellow", text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
