import {
  type Case,
  decodeRequest,
  deriveCases,
  encodeRequest,
  OperationPair,
  type Reading,
  Unwritable,
  type WireRequest,
  whyNotAsked,
} from "@workshop/contract";
import type { Model } from "@workshop/openapi";
import { type Input, partsOf, SchemaChecker, Unsampleable, withValueAt } from "@workshop/samples";
import { type Aim, aimOf } from "./aim.ts";
import type { Attempt, LeftOut, Permission, Plan } from "./attempt.ts";

/** "The purpose of distinguishing between safe and unsafe methods is to allow automated retrieval" (RFC 9110, 9.2.1). */
const SAFE_METHODS = new Set(["get", "head", "options", "trace"]);

/** A value that requests carry: a place in the input, and what stands there. */
export interface SetValue {
  readonly place: readonly string[];
  readonly value: unknown;
}

/** What may be sent. */
export interface PlanSetting {
  readonly model: Model;
  readonly bareModel: Model;
  /** Only these operations, by name; all of them unless given. */
  readonly operations?: readonly string[];
  /** Sends every case as it is, whatever that does. */
  readonly destructive: boolean;
  readonly values: readonly SetValue[];
}

/**
 * The part of a platform's contract that may be tried on a real server. A case may be tried when its method is safe, or when it is
 * aimed at nothing: a call that names nothing that exists cannot touch anything, also when the server takes what it should
 * refuse. Nothing else is sent unless `destructive` says so; that a server has to refuse a request is no reason to send it.
 */
export function planAttempts(setting: PlanSetting): Plan {
  const { model, bareModel } = setting;
  const overlaid: Reading = { model, checker: new SchemaChecker(model) };
  const bare: Reading = { model: bareModel, checker: new SchemaChecker(bareModel) };
  const cases = deriveCases(model, bareModel);
  const plans = model.operations
    .filter(({ name }) => setting.operations === undefined || setting.operations.includes(name))
    .map((operation) => {
      const own = cases.filter((one) => one.operation === operation.name);
      const other = bareModel.operations.find(
        ({ method, path }) => method === operation.method && path === operation.path,
      );
      if (other === undefined) return nothing(operation.name, own.length, "the bare document does not have it");
      return planOperation(new OperationPair(overlaid, bare, operation, other), own, setting);
    });
  return { attempts: plans.flatMap(({ attempts }) => attempts), leftOut: plans.flatMap(({ leftOut }) => leftOut) };
}

function nothing(operation: string, cases: number, reason: string): Plan {
  return { attempts: [], leftOut: [{ operation, cases, reason }] };
}

function planOperation(pair: OperationPair, cases: readonly Case[], setting: PlanSetting): Plan {
  const { name, method } = pair.overlaid;
  const impossible = cases.find((one) => one.kind === "impossible");
  if (impossible !== undefined) return nothing(name, cases.length, impossible.name);
  const crash = whyNotAsked(pair.bareReading, pair.bare);
  if (crash !== undefined) return nothing(name, cases.length, `Prism cannot stand in between: ${crash}`);
  const isSafe = SAFE_METHODS.has(method);
  const aim = isSafe || setting.destructive ? undefined : aimedBy(pair);
  if (typeof aim === "string") {
    return nothing(name, cases.length, `${method.toUpperCase()} changes something, and ${aim}`);
  }
  const permission: Permission = isSafe ? "safe method" : aim === undefined ? "asked for" : "aimed at nothing";
  const seen = new Set<string>();
  const left = new Map<string, number>();
  const leave = (reason: string): undefined => {
    left.set(reason, (left.get(reason) ?? 0) + 1);
    return undefined;
  };
  const values = setting.values.filter(({ place }) => isPartOf(pair, place));
  const attempts = cases.flatMap((one): Attempt[] => {
    const request = requestOf(pair, one, aim, values, leave);
    if (request === undefined) return [];
    const isAnonymous = one.kind === "no credentials";
    const key = JSON.stringify([isAnonymous, request.target, request.headers, new TextDecoder().decode(request.body)]);
    if (seen.has(key)) return [];
    seen.add(key);
    const isHarmless = (leaving: WireRequest): boolean =>
      isFor(pair, leaving) && (setting.destructive || (aim === undefined ? isSafe : aim.isAimed(leaving)));
    return [{ pair, name: one.name, request, isAnonymous, permission, isHarmless }];
  });
  return {
    attempts,
    leftOut: [...left].map(([reason, count]): LeftOut => ({ operation: name, cases: count, reason })),
  };
}

/** Whether a place is one of the operation's parameters, or lies within its body. */
export function isPartOf({ overlaid }: Pick<OperationPair, "overlaid">, place: readonly string[]): boolean {
  return partsOf(overlaid).some((part) => overlap(part.place, place));
}

function aimedBy(pair: OperationPair): Aim | string {
  try {
    return aimOf(pair, pair.maker.minimal().input);
  } catch (error) {
    if (error instanceof Unsampleable) return error.message;
    throw error;
  }
}

/** The request of a case, as it is sent; `undefined` where the case is not for real servers, which is then said. */
function requestOf(
  pair: OperationPair,
  one: Case,
  aim: Aim | undefined,
  values: readonly SetValue[],
  leave: (reason: string) => undefined,
): WireRequest | undefined {
  if (one.kind === "response") return leave("a real server cannot be asked for a response");
  if (one.kind === "security") return leave("it is about made-up credentials");
  if (one.kind === "impossible") return undefined;
  if (one.kind === "no credentials" && one.client === "sends") return leave("no credentials are asked for");
  const fixed = [...values.map(({ place }) => place), ...(aim === undefined ? [] : [aim.place])];
  if (one.kind === "refusal" && fixed.some((place) => overlap(place, one.place))) {
    return leave("it is about a value that is set for all requests");
  }
  try {
    const request = encodeRequest(
      pair.bare,
      pair.overlaid,
      withValues(inputOf(one), aim, values),
      pair.bareReading.model,
    );
    return isFor(pair, request) ? request : leave("its path would be another one");
  } catch (error) {
    if (error instanceof Unwritable) return leave("no request could say it");
    throw error;
  }
}

/** Whether a request is one of this operation's: `..` in a path makes it another's, once someone has shortened it. */
function isFor({ bare, bareReading }: OperationPair, request: WireRequest): boolean {
  const path = request.target.split("?")[0] ?? "";
  if (new URL(path, "http://127.0.0.1").pathname !== path) return false;
  return !decodeRequest(bareReading, bare, request).problems.some(({ at }) => at === "path" || at === "method");
}

function inputOf(one: Extract<Case, { input: Input }>): Input {
  return one.kind === "request" ? (one.arrives ?? one.input) : one.input;
}

function withValues(input: Input, aim: Aim | undefined, values: readonly SetValue[]): Input {
  const set = values.reduce<Input>((made, { place, value }) => withValueAt(made, place, value), input);
  return aim === undefined ? set : aim.at(set);
}

/** Whether one place is the other, or within it. */
function overlap(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((name, index) => name === other[index]);
}
