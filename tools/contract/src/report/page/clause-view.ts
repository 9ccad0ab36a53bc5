import type { ClauseRecord, OperationRecord } from "../records.ts";
import { element, marked } from "./element.ts";
import { type Row, type Section, stateOf } from "./rows.ts";

/** What each side is called. */
const SIDES: Readonly<Record<ClauseRecord["side"], string>> = {
  kept: "kept",
  broken: "broken",
  present: "given",
  absent: "left out",
};

/** More rows than this are not looked through by anybody: the rest is told as a number. */
const MOST_ROWS = 400;

/** The sections of one operation: each line of the document with the cases that exercise it. */
export function sectionViews(operation: OperationRecord, sections: readonly Section[], query: string): HTMLElement[] {
  let left = MOST_ROWS;
  return sections.flatMap(({ scope, rows }) => {
    const shown = rows.slice(0, left);
    const hidden = rows.length - shown.length;
    left -= shown.length;
    if (shown.length === 0) return [];
    return [
      element(
        "section",
        { class: "scope" },
        element("h4", {}, ...marked(scope, query)),
        ...shown.map((row) => rowView(operation, row, query)),
        hidden > 0 ? element("p", { class: "note" }, `${hidden} more lines: search for what you look for.`) : undefined,
      ),
    ];
  });
}

function rowView(operation: OperationRecord, row: Row, query: string): HTMLElement {
  const { file, line, text, words, sides } = row;
  const source = text.trim();
  // The line often says it already, word for word.
  const isSaid = source.replaceAll(/['"]/g, "").includes(words);
  const view = element(
    "details",
    { class: "row" },
    element(
      "summary",
      {},
      element("span", { class: "line", title: `${file}:${line}` }, String(line)),
      element(
        "span",
        { class: "clause" },
        element("code", {}, ...marked(source === "" ? words : source, query)),
        isSaid || source === "" ? undefined : element("span", { class: "words" }, ...marked(words, query)),
        file.includes("/overlays/") ? element("span", { class: "origin" }, "overlay") : undefined,
      ),
      element("span", { class: "sides" }, ...sides.map(sideView)),
    ),
  );
  // What nobody opens need not be made.
  view.addEventListener("toggle", () => {
    if (view.open && view.childElementCount === 1) view.append(casesView(operation, row, query));
  });
  return view;
}

function sideView(side: ClauseRecord): HTMLElement {
  const state = stateOf(side);
  const sign = { exercised: "✓", missing: "✗", unreachable: "–" }[state];
  const number = state === "exercised" ? ` ${side.count}` : "";
  const told = {
    exercised: `${side.count} cases`,
    missing: "no case",
    unreachable: "out of reach",
  }[state];
  return element(
    "span",
    { class: `side ${state}` },
    element("span", { "aria-hidden": "true" }, `${sign} `),
    SIDES[side.side],
    element("span", { "aria-hidden": "true" }, number),
    element("span", { class: "hidden" }, `: ${told}`),
  );
}

function casesView(operation: OperationRecord, { file, line, sides }: Row, query: string): HTMLElement {
  return element(
    "div",
    { class: "cases" },
    element("p", { class: "place" }, `${file}:${line}`),
    ...sides.map((side) => {
      const { cases, count, missed, unreachable } = side;
      const items = [...cases, ...missed].flatMap((index) => {
        const one = operation.cases[index];
        if (one === undefined) return [];
        const state = one.outcome === "passed" ? undefined : element("strong", {}, `${one.outcome}: `);
        return [element("li", { class: one.outcome }, state, ...marked(one.name, query))];
      });
      const more = count - cases.length;
      return element(
        "div",
        {},
        element("h5", {}, SIDES[side.side]),
        unreachable === undefined ? undefined : element("p", {}, "Out of reach: ", ...marked(unreachable, query)),
        items.length === 0 ? undefined : element("ul", {}, ...items),
        more > 0 ? element("p", { class: "note" }, `and ${more} more`) : undefined,
        items.length === 0 && unreachable === undefined ? element("p", {}, "No case is derived for it.") : undefined,
      );
    }),
  );
}
