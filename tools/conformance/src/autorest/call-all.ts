import type { Operation } from "@workshop/openapi";
import type { ScenarioResult } from "../suite.ts";
import { makeCall, type Outcome, readPath, type Subject } from "./call.ts";
import { candidatesOf, corrected, shownBy } from "./candidates.ts";
import { type Given, pathsBeyond } from "./inputs.ts";
import { whyFailing } from "./known.ts";
import type { ReportName, Reports, Tick } from "./reports.ts";

/** Calls every operation of a document. What reads comes first: it shows what can be written. */
export async function callAll(subject: Subject, reports: Reports, server: string, book: ScenarioBook): Promise<void> {
  const shown = new Map<string, unknown>();
  for (const operation of subject.client.model.operations.toSorted((one, other) => rank(one) - rank(other))) {
    const { said, made } = candidatesOf(subject, operation, shown.get(operation.path));
    let isCounted = false;
    let isCorrected = false;
    const call = async (input: Given): Promise<void> => {
      const outcome = await makeCall(subject, operation, input, server);
      const ticks = await reports.news();
      isCounted ||= ticks.length > 0;
      book.note(ticks, outcome);
      const [first] = outcome.exchanges;
      if (first === undefined) return;
      if (operation.method === "get" && first.status === 200) shown.set(operation.path, shownBy(first));
      const better = isCorrected ? undefined : corrected(operation, input, first);
      if (better === undefined) return;
      isCorrected = true;
      await call(better);
    };
    // All that somebody says of it is tried, and as much else as it takes.
    for (const input of said) await call(input);
    for (const input of made) if (!isCounted) await call(input);
  }
  for (const path of pathsBeyond(subject.name)) {
    const outcome = await readPath(subject, path, server);
    book.note(await reports.news(), outcome);
  }
}

const rank = ({ method }: Operation): number => (method === "get" ? 0 : 1);

/** What came of each scenario. */
export class ScenarioBook {
  private readonly problems = new Map<string, string | undefined>();

  /** Notes a call that the server has counted for scenarios: each passes if the client was right in all such calls. */
  note(ticks: readonly Tick[], { problem }: Outcome): void {
    for (const { report, scenario } of ticks) {
      const key = `${report} ${scenario}`;
      this.problems.set(key, this.problems.get(key) ?? problem);
    }
  }

  /** How many scenarios of a report the server has counted, whatever the client has made of its responses. */
  counted(report: ReportName): number {
    return [...this.problems.keys()].filter((key) => key.startsWith(`${report} `)).length;
  }

  /** @param only whether those that were not counted are left out */
  results(all: ReadonlyMap<ReportName, readonly string[]>, only: boolean): ScenarioResult[] {
    return [...all].flatMap(([report, scenarios]) =>
      scenarios.flatMap((name): ScenarioResult[] => {
        const key = `${report} ${name}`;
        const isCounted = this.problems.has(key);
        if (only && !isCounted) return [];
        const problem = isCounted ? this.problems.get(key) : "the server has counted no call for it";
        const known = whyFailing(name);
        const found = { ...(problem !== undefined && { problem }), ...(known !== undefined && { known }) };
        return [{ name, group: `autorest ${report}`, ...found }];
      }),
    );
  }
}
