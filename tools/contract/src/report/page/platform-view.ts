import type { ContractRecord, OperationRecord } from "../records.ts";
import { sectionViews } from "./clause-view.ts";
import { count, element, marked } from "./element.ts";
import { countStates, sectionsOf, type Wanted } from "./rows.ts";

/** A platform with the operations in which something wanted was found, and how many clauses that are. */
export interface PlatformView {
  readonly view: HTMLElement | undefined;
  readonly operations: readonly HTMLDetailsElement[];
  readonly found: number;
}

export function platformView(record: ContractRecord, wanted: Wanted): PlatformView {
  let found = 0;
  const views = record.operations.flatMap((operation) => {
    const sections = sectionsOf(record, operation, wanted);
    if (sections.length === 0) return [];
    found += sections.flatMap(({ rows }) => rows.flatMap(({ sides }) => sides)).length;
    return [operationView(operation, () => sectionViews(operation, sections, wanted.query), wanted)];
  });
  if (views.length === 0) return { view: undefined, operations: [], found };
  const heading = element("h2", { id: record.platform }, record.title, " ", element("small", {}, record.platform));
  return { view: element("section", { class: "platform" }, heading, ...views), operations: views, found };
}

function operationView(
  operation: OperationRecord,
  sections: () => HTMLElement[],
  { query }: Wanted,
): HTMLDetailsElement {
  const { name, method, path, cases } = operation;
  const { exercised, missing, unreachable } = countStates([operation]);
  const view = element(
    "details",
    { class: "operation" },
    element(
      "summary",
      {},
      element("span", { class: "method" }, method),
      element("span", { class: "path" }, ...marked(path, query)),
      element("span", { class: "name" }, ...marked(name, query)),
      element(
        "span",
        { class: "counts" },
        `${exercised} of ${exercised + missing} exercised, ${unreachable} out of reach, ${count(cases.length, "case")}`,
      ),
      missing > 0 ? element("span", { class: "side missing" }, `✗ ${count(missing, "gap")}`) : undefined,
    ),
  );
  view.addEventListener("toggle", () => {
    if (view.open && view.childElementCount === 1) view.append(...sections());
  });
  return view;
}
