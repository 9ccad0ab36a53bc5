import { isDeepStrictEqual } from "node:util";
import type { Model, Operation } from "@workshop/openapi";
import {
  type Choice,
  type ExploredInput,
  exploreInputs,
  type Input,
  type MadeInput,
  SchemaChecker,
  Unsampleable,
} from "@workshop/samples";
import { ClauseBook } from "../clauses/clause-book.ts";
import { operationClauses } from "../clauses/request-clauses.ts";
import { call as whyNoCall } from "../inventory/valueless.ts";
import { whyRefusedWrongly } from "../prism/known-behaviour.ts";
import { Unwritable } from "../wire/encode-parameter.ts";
import { appliedEdges } from "./applied-edges.ts";
import type { Case } from "./case.ts";
import { OperationPair } from "./operation-pair.ts";
import { outcomeCases, repeatCases } from "./outcome-cases.ts";
import {
  brokenRuleCases,
  forbiddenCases,
  hazardCases,
  leftOutCases,
  unboundedCases,
  uncallableCases,
  unknownThereCases,
} from "./refusal-cases.ts";
import { requestCases } from "./request-cases.ts";
import { responseBodyCases } from "./response-body-cases.ts";
import { responseCases } from "./response-cases.ts";
import { addressCases, securityCases } from "./security-cases.ts";
import { SharedSchemas } from "./shared-schemas.ts";
import { writableInputs } from "./writable-input.ts";

/**
 * All cases of a platform's contract, as data: the same ones in the same order for the same documents.
 *
 * @param model the document with its overlay: what the client was generated from
 * @param bareModel the document alone: what Prism mocks; the same model where there is no overlay
 * @param begin is told of each operation before its cases are derived
 */
export function deriveCases(
  model: Model,
  bareModel: Model,
  begin: (operation: Operation, index: number) => void = () => {},
): Case[] {
  const overlaidReading = { model, checker: new SchemaChecker(model) };
  // Without an overlay there is one reading.
  const bareReading =
    model === bareModel ? overlaidReading : { model: bareModel, checker: new SchemaChecker(bareModel) };
  const book = new ClauseBook(model);
  const shared = new SharedSchemas(model);
  return model.operations.flatMap((overlaid, index) => {
    begin(overlaid, index);
    const bare = bareModel.operations.find(({ method, path }) => method === overlaid.method && path === overlaid.path);
    if (bare === undefined) return [impossible(book, overlaid, "the bare document does not have this operation")];
    try {
      return unique(casesOf(new OperationPair(overlaidReading, bareReading, overlaid, bare, book, undefined, shared)));
    } catch (error) {
      if (!(error instanceof Unsampleable) && !(error instanceof Unwritable)) throw error;
      if (whyNoCall(overlaidReading, overlaid) === undefined) return [impossible(book, overlaid, error.message)];
      return uncallableCases(new OperationPair(overlaidReading, bareReading, overlaid, bare, book, undefined, shared));
    } finally {
      shared.finish();
    }
  });
}

function casesOf(pair: OperationPair): Case[] {
  const explored = explore(pair);
  const [filled, minimal] = (["filled", "minimal"] as const).map(
    (fill) => explored.find((one) => one.fill === fill)?.made,
  );
  // Both are there, or an error was thrown.
  if (filled === undefined || minimal === undefined) return [];
  const usual = usualInput(pair, explored, filled);
  const problem = [...pair.maker.problems(usual), ...pair.bareMaker.problems(pair.toBare(usual))][0];
  if (problem !== undefined) {
    throw new Unsampleable(
      problem.at.join("."),
      `every input that was tried breaks ${problem.keyword} (${problem.message})`,
    );
  }
  const [own, ...others] = pair.perMedia().map((each) => {
    const inputs = each === pair ? explored : explore(each);
    const edges = appliedEdges(each, inputs);
    const refusals = forbiddenCases(each, edges);
    const broken = new Set(refusals.flatMap(({ clauses }) => clauses));
    const requests = requestCases(each, inputs, edges, broken);
    const exercised = new Set(requests.flatMap(({ clauses }) => clauses));
    const all = new Set([...broken, ...exercised]);
    const others = [...leftOutCases(each, edges, exercised), ...unknownThereCases(each, edges, all)];
    return { requests, refusals: [...refusals, ...others] };
  });
  return [
    ...addressCases(pair, usual),
    ...securityCases(pair, usual),
    ...responseCases(pair, usual),
    ...responseBodyCases(pair, usual),
    ...(own?.requests ?? []),
    ...others.flatMap(({ requests }) => requests),
    ...unboundedCases(pair, minimal),
    ...brokenRuleCases(pair, filled),
    ...(own?.refusals ?? []),
    ...others.flatMap(({ refusals }) => refusals),
    ...hazardCases(pair, filled),
    ...repeatCases(pair, explored, usual),
    ...outcomeCases(pair, explored, usual),
  ];
}

/** The inputs of a pair, those left out that other operations with the same body try. */
function explore(pair: OperationPair): ExploredInput[] {
  const { shared, maker } = pair;
  const role = pair.bodyRole;
  const all = exploreInputs(maker, (choice) => isOfBody(choice) && shared?.isTaken(role, choice) === true);
  const inputs = writableInputs(pair, all);
  for (const { made, taken } of inputs) {
    const choice = taken.at(-1);
    if (choice !== undefined && isOfBody(choice) && maker.accepts(made.input)) shared?.take(role, choice);
  }
  return inputs;
}

const isOfBody = ({ point }: Choice): boolean => point.at.split(".")[0] === "body";

/** What calls carry that are about something else than their input: as little as will do, bounded, and taken by Prism. */
function usualInput(pair: OperationPair, explored: readonly ExploredInput[], filled: MadeInput): Input {
  const inputs = explored.toSorted((left, right) => Number(left.fill === "filled") - Number(right.fill === "filled"));
  const candidates = [pair.maker.bounded(), ...inputs.map(({ made }) => made.input)].filter(
    (input) => input !== undefined,
  );
  const taken = candidates.find(
    (input, index) =>
      (index < 1 || pair.maker.accepts(input)) &&
      whyRefusedWrongly(pair.bareReading, pair.bare, pair.toBare(input)) === undefined,
  );
  return taken ?? filled.input;
}

/**
 * The same call may be derived twice: as a type that a parameter does not have, and as something that makes it vanish; with the
 * same credentials, that two alternatives ask for; as the limit of two keywords. It is made once, and exercises what either does.
 */
function unique(cases: readonly Case[]): Case[] {
  const byName = new Map<string, Case>();
  for (const one of cases) {
    const known = byName.get(one.name);
    if (known === undefined) byName.set(one.name, one);
    else if (isSameCall(known, one)) {
      byName.set(one.name, { ...known, clauses: [...new Set([...known.clauses, ...one.clauses])] });
    }
  }
  return [...byName.values()];
}

/** Whether two cases of one name differ in nothing but what they are there for. */
function isSameCall(left: Case, right: Case): boolean {
  if (left.kind === "impossible" || right.kind === "impossible" || left.kind !== right.kind) return false;
  const answers = [left, right].map((one) => ("response" in one ? one.response : undefined));
  return isDeepStrictEqual(left.input, right.input) && isDeepStrictEqual(answers[0], answers[1]);
}

function impossible(book: ClauseBook, operation: Operation, reason: string): Case {
  return {
    kind: "impossible",
    name: `no case can be derived: ${reason}`,
    operation: operation.name,
    clauses: operationClauses(book, operation),
    reason,
  };
}
