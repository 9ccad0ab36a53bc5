import type { ContractRecord } from "../records.ts";
import { count, element } from "./element.ts";
import { platformView } from "./platform-view.ts";
import type { State, Wanted } from "./rows.ts";

/** Part of the page, as `report-page.ts` writes it. */
function part<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${id}`);
}

// Written by `report-page.ts` from records of that form.
const records = JSON.parse(part("records", HTMLScriptElement).text) as readonly ContractRecord[];
const [search, platform, list, status] = [
  part("search", HTMLInputElement),
  part("platform", HTMLSelectElement),
  part("operations", HTMLElement),
  part("status", HTMLElement),
];
const states = [...document.querySelectorAll<HTMLInputElement>('input[name="state"]')];

/** Few operations are shown as they are; of many the list comes first. */
const FEW = 3;

function wanted(): Wanted {
  const chosen = states.find(({ checked }) => checked)?.value;
  // The values of the radio buttons are states, and an empty one.
  return { query: search.value.trim(), state: chosen === "" ? undefined : (chosen as State | undefined) };
}

function show(): void {
  const choice = wanted();
  const views = records
    .filter((record) => platform.value === "" || record.platform === platform.value)
    .map((record) => platformView(record, choice));
  const found = views.reduce((sum, view) => sum + view.found, 0);
  status.textContent =
    found === 0 ? "Nothing is found. Search for less, or show all." : `${count(found, "clause")} shown`;
  const operations = views.flatMap((view) => view.operations);
  if (operations.length <= FEW) for (const operation of operations) operation.open = true;
  list.replaceChildren(...views.flatMap(({ view }) => view ?? []));
  remember(choice);
}

/** What is looked for stands in the address, so that it can be passed on. */
function remember({ query, state }: Wanted): void {
  const given = Object.entries({ q: query, state: state ?? "", platform: platform.value }).filter(
    ([, value]) => value !== "",
  );
  const hash = new URLSearchParams(given).toString();
  history.replaceState(undefined, "", hash === "" ? location.pathname + location.search : `#${hash}`);
}

function recall(): void {
  const given = new URLSearchParams(location.hash.slice(1));
  search.value = given.get("q") ?? "";
  platform.value = given.get("platform") ?? "";
  for (const state of states) state.checked = state.value === (given.get("state") ?? "");
}

for (const { platform: name, title } of records) platform.append(element("option", { value: name }, title));
let waiting: number | undefined;
search.addEventListener("input", () => {
  // Not for each letter of a word.
  clearTimeout(waiting);
  waiting = setTimeout(show, 120);
});
for (const control of [platform, ...states]) control.addEventListener("change", show);
addEventListener("hashchange", () => {
  recall();
  show();
});
addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "Escape" && isTyping) {
    search.value = "";
    show();
  }
});
recall();
show();
