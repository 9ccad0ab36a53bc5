/** Once per operation: what its definition says, in the form in which calls need it. Every field is always there. */
import type {
  Authenticator,
  Body,
  Condition,
  Definition,
  Group,
  OpenStream,
  OutcomeDefinition,
  Parameter,
  ParameterPlaces,
  Repeatable,
  ResponseMedia,
  Rule,
} from "../definition.ts";
import { bare, bareRecord } from "../records.ts";

/** What was not given; what was given as `undefined` is refused. */
export const absent: unique symbol = Symbol("absent");

/** A declared response, by media type. */
export interface DeclaredResponse {
  /** As the document writes it; a status as a number. */
  readonly key: number | string;
  readonly types: readonly string[];
  readonly medias: Readonly<Record<string, ResponseMedia | undefined>>;
}

/** A rule that knows where the parameters stand. */
export interface CompiledRule extends Omit<Rule, "holds"> {
  readonly holds: ReturnType<Condition>;
}

export interface CompiledOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly server: string | undefined;
  readonly parameters: readonly Parameter[];
  /** The values of a call that has none, in the order of the parameters. */
  readonly noValues: readonly unknown[];
  readonly places: ParameterPlaces;
  /** The path: texts, and the parameters in between by their index. */
  readonly pathParts: readonly (number | string)[];
  readonly bodies: readonly Body[];
  /** By status in small letters: `200`, `4xx`, `default`; also under `2xx`, a `default` without a success beside it. */
  readonly responses: Readonly<Record<number | string, DeclaredResponse | undefined>>;
  /** Every media type that the document knows; anything else is better than no explanation. */
  readonly accept: string;
  readonly open: OpenStream | undefined;
  readonly security: readonly (readonly Authenticator[])[];
  readonly rules: readonly CompiledRule[];
  readonly unbounded: { readonly when: ReturnType<Condition>; readonly message: string } | undefined;
  readonly repeatable: ReturnType<Repeatable>;
  readonly outcome: OutcomeDefinition | undefined;
}

export function compile(given: Definition): CompiledOperation {
  const {
    name,
    method,
    path,
    server,
    parameters = [],
    bodies = [],
    responses,
    open,
    security = [],
    rules = [],
    unbounded,
    repeatable = () => () => false,
    outcome,
  } = bare(given);
  const places = placesOf(parameters);
  const types = Object.values(responses).flatMap((medias) => Object.keys(medias));
  return {
    name,
    method,
    path,
    server,
    parameters,
    noValues: parameters.map(() => absent),
    places,
    // Every second part is a name.
    pathParts: path.split(/\{(.*?)\}/).map((part, index) => (index % 2 ? (places.path?.[part] ?? "") : part)),
    bodies,
    responses: responsesOf(responses),
    accept: [...new Set([...types, "*/*;q=0.1"])].join(", "),
    open,
    security,
    rules: rules.map((rule) => ({ ...rule, holds: rule.holds(places) })),
    unbounded: unbounded && { ...unbounded, when: unbounded.when(places) },
    repeatable: repeatable(places),
    outcome: outcome && bare(outcome),
  };
}

function placesOf(parameters: readonly Parameter[]): ParameterPlaces {
  const places = bareRecord<Record<string, number>>();
  for (const [index, { group, name }] of parameters.entries()) {
    places[group] ??= bareRecord<number>();
    places[group][name] = index;
  }
  return places;
}

function responsesOf(given: Definition["responses"]): CompiledOperation["responses"] {
  const responses = bareRecord<DeclaredResponse>();
  for (const [key, types] of Object.entries(given)) {
    const medias = bareRecord<ResponseMedia>();
    for (const [type, media] of Object.entries(types)) medias[type] = bare(media);
    responses[key.toLowerCase()] = { key: Number(key) || key, types: Object.keys(types), medias };
  }
  // Where no success is declared, `default` is also what a success says; else it is about failures.
  const { default: any } = responses;
  if (any && !Object.keys(responses).some((key) => key.startsWith("2"))) responses["2xx"] = any;
  return responses;
}

/** The groups in which an input may have parameters. */
export const groups: readonly Group[] = ["path", "query", "headers", "cookies"];
