/** The reports of the suite's server, as its document names them; and the first, which has no name there. */
export const REPORTS = ["vanilla", "azure", "optional", "dpg"] as const;
export type ReportName = (typeof REPORTS)[number];

/** A scenario that the server has seen. */
export interface Tick {
  readonly report: ReportName;
  readonly scenario: string;
}

type Report = Readonly<Record<string, number>>;

/** What the suite's server says of its scenarios: how often it was sent the right request for each. */
export class Reports {
  private readonly server: string;
  private before = new Map<ReportName, Report>();

  constructor(server: string) {
    this.server = server;
  }

  /** The names of all scenarios, by the report that they are in. */
  async scenarios(): Promise<ReadonlyMap<ReportName, readonly string[]>> {
    const all = await this.read();
    return new Map([...all].map(([report, counts]) => [report, Object.keys(counts)]));
  }

  /** The scenarios that were counted since this was asked last. */
  async news(): Promise<readonly Tick[]> {
    const now = await this.read();
    const ticks = [...now].flatMap(([report, counts]) => {
      const before = this.before.get(report) ?? {};
      return Object.entries(counts).flatMap(([scenario, count]) =>
        count > (before[scenario] ?? 0) ? [{ report, scenario }] : [],
      );
    });
    this.before = now;
    return ticks;
  }

  private async read(): Promise<Map<ReportName, Report>> {
    const read = async (report: ReportName): Promise<[ReportName, Report]> => {
      const response = await fetch(`${this.server}/report/${report}`);
      return [report, (await response.json()) as Report]; // numbers by names, as its document says
    };
    return new Map(await Promise.all(REPORTS.map(read)));
  }
}
