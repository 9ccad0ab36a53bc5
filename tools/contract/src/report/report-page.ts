import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { ContractRecord } from "./records.ts";
import { outOfReach, type PlatformSummary, summarise } from "./summary.ts";

/** One self-contained page for all platforms: it loads nothing, and asks nobody. */
export async function reportPage(records: readonly ContractRecord[]): Promise<string> {
  const [script, style] = await Promise.all([bundled("main.ts"), bundled("style.css")]);
  const summaries = records.map(summarise);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>Contract report</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>Contract report</h1>
<p class="lead">Every clause of every document and its overlay, and the cases that exercise it. A clause counts once for each of its sides: kept and broken, given and left out. Open a line of a document to see its cases.</p>
${summaryTable(summaries)}
${reasonList(summaries)}
</header>
<main>
<search class="tools">
<label class="hidden" for="search">Search</label>
<input type="search" id="search" placeholder="Search clauses, lines and cases" autocomplete="off" spellcheck="false">
<fieldset class="states">
<legend class="hidden">Which clauses</legend>
${STATES.map(([value, words]) => `<label><input type="radio" name="state" value="${value}"${value === "" ? " checked" : ""}>${words}</label>`).join("\n")}
</fieldset>
<label class="hidden" for="platform">Platform</label>
<select id="platform"><option value="">All platforms</option></select>
</search>
<p id="status" role="status"></p>
<noscript><p>To look into the clauses, scripts have to be allowed: this page brings its own, and loads nothing.</p></noscript>
<div id="operations"></div>
</main>
<footer>Press <kbd>/</kbd> to search. What you look for stands in the address.</footer>
<script type="application/json" id="records">${asData(records)}</script>
<script>${script}</script>
</body>
</html>
`;
}

const STATES = [
  ["", "All"],
  ["exercised", "Exercised"],
  ["missing", "Not exercised"],
  ["unreachable", "Out of reach"],
] as const;

function summaryTable(summaries: readonly PlatformSummary[]): string {
  const heads = ["Platform", "Operations", "Clauses", "Exercised", "Out of reach", "Cases", "Seconds"];
  const rows = summaries.map((summary) => {
    const { platform, operations, clauses, exercised, cases, failed, seconds } = summary;
    const reachable = clauses - outOfReach(summary);
    const passed =
      failed === 0 ? number(cases) : `<span class="short">${number(cases)}, ${number(failed)} not passed</span>`;
    const share = `<span class="${exercised === reachable ? "all" : "short"}">${number(exercised)} of ${number(reachable)}</span>`;
    const cells = [number(operations), number(clauses), share, number(outOfReach(summary)), passed, seconds.toFixed(1)];
    const name = escaped(platform);
    return `<tr><th scope="row"><a href="#platform=${encodeURIComponent(platform)}">${name}</a></th>${cells
      .map((cell, index) => `<td data-label="${heads[index + 1]}">${cell}</td>`)
      .join("")}</tr>`;
  });
  return `<table>
<caption class="hidden">The platforms in numbers</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

function reasonList(summaries: readonly PlatformSummary[]): string {
  const total = summaries.reduce((sum, summary) => sum + outOfReach(summary), 0);
  if (total === 0) return "";
  const items = summaries.flatMap(({ platform, reasons }) =>
    reasons.map(([reason, count]) => `<li>${escaped(platform)}: ${number(count)}, because ${escaped(reason)}</li>`),
  );
  return `<details class="reasons"><summary>Why ${number(total)} are out of reach of any client</summary><ul>${items.join("")}</ul></details>`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** JSON that ends no script, whatever stands in it. */
function asData(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`page/${file}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    logLevel: "silent",
  });
  // A style or a script that says `</` would end before its time.
  return (outputFiles[0]?.text ?? "").replaceAll("</", "<\\/").trim();
}
