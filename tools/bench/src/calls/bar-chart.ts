import type { WayRow } from "./calls-table.ts";

const [WIDTH, ROW, LABEL, RIGHT, TOP] = [720, 26, 250, 60, 34];

/** A chart of what a call costs: a bar for each way, as long as its mean over the platforms. Readable in light and dark. */
export function barChart(rows: readonly WayRow[]): string {
  const bars = rows.flatMap(({ way, isOurs, alone }) =>
    alone.length === 0 ? [] : [{ way, isOurs, value: mean(alone) }],
  );
  const most = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - LABEL - RIGHT) / most;
  const height = TOP + bars.length * ROW + 8;
  const lines = bars.flatMap(({ way, isOurs, value }, index) => {
    const y = TOP + index * ROW;
    const kind = isOurs ? "ours" : "other";
    return [
      `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end">${escaped(way)}</text>`,
      `<rect class="${kind}" x="${LABEL}" y="${y + 2}" width="${(value * scale).toFixed(1)}" height="${ROW - 8}" rx="2"/>`,
      `<text x="${(LABEL + value * scale + 6).toFixed(1)}" y="${y + 14}">${value.toFixed(2)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">What a call costs, in times a bare fetch: the mean over four platforms</title>`,
    "<style>text { font: 13px system-ui, sans-serif; fill: #1b1f24 } .other { fill: #8c959f } .ours { fill: #1a7f5a }",
    "@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .other { fill: #6e7681 } .ours { fill: #3fb984 } }</style>",
    `<text x="${LABEL}" y="18">times a bare fetch, answered in the process</text>`,
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
