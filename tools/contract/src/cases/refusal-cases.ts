import { isObject } from "@workshop/openapi";
import {
  type Edge,
  type Input,
  type MadeInput,
  partsOf,
  placeOf,
  type SchemaProblem,
  schemaEdges,
  valueAt,
  withoutValueAt,
  withValueAt,
} from "@workshop/samples";
import { brokenClauses, OPERATION, PARAMETERS } from "../clauses/clause-book.ts";
import { leftOutClauses, toleratedClauses } from "../clauses/edge-clauses.ts";
import type { AppliedEdge } from "./applied-edges.ts";
import type { Clause, RefusalCase } from "./case.ts";
import { type OperationPair, searchOf } from "./operation-pair.ts";
import { refusal } from "./refusals.ts";

/** Everything just past a limit of document or overlay. */
export function forbiddenCases(pair: OperationPair, edges: readonly AppliedEdge[]): RefusalCase[] {
  const wrong = new Set<string>();
  return edges.flatMap(({ edge, input, words }) => {
    if (edge.side !== "beyond") return [];
    const at = `${edge.keyword} ${edge.place.join(".")} ${words}`;
    if (edge.spare === true && wrong.has(at)) return [];
    const own = pair.maker.problems(input);
    if (own.length === 0 && pair.bareMaker.problems(pair.toBare(input)).length === 0) return [];
    wrong.add(at);
    const clauses = broken(pair, edge, own);
    if (clauses.length > 0) pair.noteTried(edge);
    return [refusal(pair, input, edge.place, `${edge.words}${chosen(words)}`, clauses, own)];
  });
}

/**
 * What may be left out, but not there: without it the ways of a union cannot be told apart, for example. Only for what no
 * other case leaves out.
 */
export function leftOutCases(
  pair: OperationPair,
  edges: readonly AppliedEdge[],
  exercised: ReadonlySet<Clause>,
): RefusalCase[] {
  return edges.flatMap(({ edge, input, words: choice }) => {
    const clauses = leftOutClauses(searchOf(pair, edge), edge);
    if (clauses.every((clause) => exercised.has(clause)) || pair.maker.problems(input).length === 0) return [];
    pair.noteTried(edge);
    const words = `lacks ${edge.place.at(-1)}, which is needed there${chosen(choice)}`;
    return [refusal(pair, input, edge.place.slice(0, -1), words, clauses)];
  });
}

/** What one way of a union forbids, and the ways that fit do not speak of. Only for what no other case breaks. */
export function unknownThereCases(
  pair: OperationPair,
  edges: readonly AppliedEdge[],
  exercised: ReadonlySet<Clause>,
): RefusalCase[] {
  return edges.flatMap(({ edge, input, words: choice }) => {
    const clauses = toleratedClauses(searchOf(pair, edge), edge);
    if (
      clauses.every((clause) => exercised.has(clause)) ||
      !pair.maker.accepts(input) ||
      pair.undeclaredIn(input).length === 0
    )
      return [];
    pair.noteTried(edge);
    return [refusal(pair, input, edge.place, `${edge.words}${chosen(choice)}, unknown to the way that fits`, clauses)];
  });
}

/** What was chosen on the way to a case, where something was. */
function chosen(words: string): string {
  return words === "" ? "" : ` (${words})`;
}

/** The clauses that an edge breaks. */
function broken(pair: OperationPair, edge: Edge, problems: readonly SchemaProblem[]): Clause[] {
  const { book, overlaid } = pair;
  const { keyword, place } = edge;
  const parameter = overlaid.parameters.find((one) => placeOf(one).join(".") === place.join("."));
  if (keyword === "required" && parameter !== undefined) {
    return [book.at(PARAMETERS, book.model.within(parameter.source, "required"), "required", "broken")];
  }
  const body = overlaid.requestBody;
  if (keyword === "required" && body !== undefined && place.join(".") === "body") {
    return [book.at(OPERATION, book.model.within(body.source, "required"), "required", "broken")];
  }
  const found = brokenClauses(book, pair.scopeOf(place), problems, edge);
  const isOfSeveral = problems.some(({ keyword, at }) => keyword === "oneOf" && isWithin(place, at));
  // What no longer fits the way that was meant may fit several others, of which nothing is told but that.
  return found.length === 0 && isOfSeveral ? toleratedClauses(searchOf(pair, edge), edge) : found;
}

const isWithin = (place: readonly string[], outer: readonly string[]): boolean =>
  outer.length <= place.length && outer.every((name, index) => name === place[index]);

/** One of each type. */
const ANYTHING = ["text", 1, 0.5, true, null, [], {}];

/** Calls of an operation that nobody can call, since nothing is a valid body, or value of a parameter: whatever is given is refused. */
export function uncallableCases(pair: OperationPair): RefusalCase[] {
  const required = partsOf(pair.overlaid).filter((part) => part.required);
  return ANYTHING.flatMap((value) => {
    const input = required.reduce<Input>((made, { place }) => withValueAt(made, place, value), {});
    const [first] = pair.maker.problems(input);
    // What breaks the value as a whole is told of that.
    const place = required.map((part) => part.place).find((one) => first?.at.join(".").startsWith(one.join(".")));
    return place === undefined ? [] : [refusal(pair, input, place, `is ${JSON.stringify(value)}`, [])];
  });
}

/** Inputs that satisfy every schema and break a rule. */
export function brokenRuleCases(pair: OperationPair, filled: MadeInput): RefusalCase[] {
  const { maker, overlaid } = pair;
  if (overlaid.inputRules.length === 0) return [];
  const bare = maker.minimalWithoutRules();
  const optional = partsOf(overlaid).filter(
    ({ place, required }) => !required && valueAt(filled.input, place) !== undefined,
  );
  const candidates: { words: string; place: readonly string[]; input: Input }[] = [
    { words: "has only what is required", place: [], input: bare },
    ...optional.map(({ place }) => ({
      words: `has only ${place.join(".")} beside what is required`,
      place,
      input: withValueAt(bare, place, valueAt(filled.input, place)),
    })),
    ...optional.map(({ place }) => ({
      words: `has everything but ${place.join(".")}`,
      place,
      input: withoutValueAt(filled.input, place),
    })),
    ...optional.flatMap(({ place }) => {
      const value = valueAt(filled.input, place);
      if (typeof value !== "boolean") return [];
      return [
        { words: `has ${place.join(".")} ${!value}`, place, input: withValueAt(filled.input, place, !value) },
        {
          words: `has only ${place.join(".")} ${!value} beside what is required`,
          place,
          input: withValueAt(bare, place, !value),
        },
      ];
    }),
  ];
  for (const rule of overlaid.inputRules) {
    if (rule.kind !== "order") continue;
    const [earlier, later] = [rule.earlier.split("."), rule.later.split(".")];
    const [first, second] = [valueAt(filled.input, earlier), valueAt(filled.input, later)];
    if (first === undefined || second === undefined) continue;
    candidates.push({
      words: `has ${rule.earlier} equal to ${rule.later}`,
      place: earlier,
      input: withValueAt(filled.input, later, first),
    });
    candidates.push({
      words: `has ${rule.earlier} after ${rule.later}`,
      place: earlier,
      input: withValueAt(withValueAt(filled.input, earlier, second), later, first),
    });
  }
  const seen = new Set<string>();
  return candidates.flatMap(({ words, input }) => {
    const broken = maker.brokenRules(input);
    const key = JSON.stringify(input);
    if (seen.has(key) || broken.length === 0 || maker.problems(input).length > 0) return [];
    seen.add(key);
    const names = broken.map(({ name }) => name).join(" and ");
    const clauses = broken.map(({ source }) => pair.book.at(OPERATION, source, "rule", "broken"));
    const made = refusal(pair, input, [], words, clauses);
    return [{ ...made, name: `refuses a call that ${words}, by the rule ${names}` }];
  });
}

/** A call that means everything has to say so. */
export function unboundedCases(pair: OperationPair, minimal: MadeInput): RefusalCase[] {
  const { unbounded } = pair.overlaid;
  if (unbounded === undefined || !pair.maker.isUnbounded(minimal.input)) return [];
  const clauses = [pair.book.at(OPERATION, unbounded.source, "x-unbounded", "broken")];
  const made = refusal(pair, minimal.input, [], "", clauses);
  return [{ ...made, name: "refuses a call that means everything and does not say so" }];
}

/**
 * What no schema speaks of, and what makes other clients drop a filter or climb a path: the clients promise to refuse it by name.
 */
export function hazardCases(pair: OperationPair, filled: MadeInput): RefusalCase[] {
  const cases: RefusalCase[] = [];
  const add = (place: readonly string[], words: string, value: unknown): void => {
    cases.push(refusal(pair, withValueAt(filled.input, place, value), place, words, []));
  };
  for (const parameter of pair.overlaid.parameters) {
    const place = placeOf(parameter);
    const valid = valueAt(filled.input, place);
    if (valid === undefined) continue;
    add(place, "is undefined", undefined);
    add(place, "is null", null);
    if (!Array.isArray(valid)) {
      add(place, "is an empty list", []);
      if (typeof valid !== "object") add(place, "is an object", {});
    }
    add(place, "is a Set", new Set([valid]));
    if (typeof valid === "number") {
      add(place, "is NaN", Number.NaN);
      add(place, "is infinite", Number.POSITIVE_INFINITY);
    }
    if (isDateTime(pair, parameter.schema, valid)) add(place, "is an invalid Date", new Date(Number.NaN));
    if (parameter.in === "path" && typeof valid === "string") {
      // A JSON document stands within its quotes, which lead nowhere.
      const climbing = parameter.serialisation.kind === "content" ? [] : [".", "..", "%2e%2e"];
      for (const text of ["", ...climbing]) add(place, text === "" ? "is empty" : `is ${text}`, text);
    }
  }
  const holders = new Set(pair.overlaid.parameters.map((parameter) => placeOf(parameter)[0]));
  for (const holder of holders) if (holder !== "headers") add([holder, "notDeclared"], "is not declared", "text");
  if (partsOf(pair.overlaid).length > 0) add(["notDeclared"], "is not declared", {});
  const unknown = withValueAt(filled.input, ["body", "notDeclared"], "text");
  if (isObject(filled.input.body) && pair.maker.accepts(unknown) && pair.undeclaredIn(unknown).length > 0) {
    add(["body", "notDeclared"], "is not declared", "text");
  }
  return cases;
}

/** Whether the value is one for which a `Date` may be given. */
export function isDateTime(pair: OperationPair, schema: Parameters<typeof schemaEdges>[1], valid: unknown): boolean {
  return schemaEdges(pair.overlaidReading, schema, valid).some(
    ({ keyword, words, place }) => keyword === "format" && place.length === 0 && words.endsWith(" a date-time"),
  );
}
