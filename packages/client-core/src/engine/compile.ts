/** Once per operation: what its definition says, in the form in which calls need it. Every field is always there. */
import type {
  Authenticator,
  Body,
  Definition,
  Group,
  OutcomeDefinition,
  Parameter,
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

export class CompiledOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The values of a call that has none, in the order of the parameters. */
  readonly noValues: readonly unknown[];
  /** The index of a parameter by its group and name. */
  readonly places: Readonly<Record<string, Readonly<Record<string, number | undefined>> | undefined>>;
  /** The path up to its first parameter. */
  readonly pathStart: string;
  /** The parameters in the path, by their index; and what follows each. */
  readonly pathParameters: readonly number[];
  readonly pathAfter: readonly string[];
  readonly bodies: readonly Body[];
  /** By status in small letters: `200`, `4xx`, `default`. */
  readonly responses: Readonly<Record<number | string, DeclaredResponse | undefined>>;
  /** Every media type that the document knows; anything else is better than no explanation. */
  readonly accept: string;
  readonly security: readonly (readonly Authenticator[])[];
  readonly rules: readonly Rule[];
  readonly unbounded: Definition["unbounded"];
  readonly repeatable: Repeatable;
  readonly outcome: OutcomeDefinition | undefined;

  constructor(given: Definition) {
    const own = bare(given);
    const { parameters = [] } = own;
    this.name = own.name;
    this.method = own.method;
    this.path = own.path;
    this.parameters = parameters;
    this.noValues = parameters.map(() => absent);
    this.places = placesOf(parameters);
    const [start = "", ...rest] = own.path.split("{");
    this.pathStart = start;
    const parts = rest.map((text) => text.split("}"));
    this.pathParameters = parts.map(([name = ""]) => this.places.path?.[name] ?? -1);
    this.pathAfter = parts.map(([, after = ""]) => after);
    this.bodies = own.bodies ?? [];
    this.responses = responsesOf(own.responses);
    const types = Object.values(own.responses).flatMap((medias) => Object.keys(medias));
    this.accept = [...new Set([...types, "*/*;q=0.1"])].join(", ");
    this.security = own.security ?? [];
    this.rules = own.rules ?? [];
    this.unbounded = own.unbounded;
    this.repeatable = own.repeatable ?? (() => false);
    this.outcome = own.outcome && bare(own.outcome);
  }
}

function placesOf(parameters: readonly Parameter[]): CompiledOperation["places"] {
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
  return responses;
}

/** The groups in which an input may have parameters. */
export const groups: readonly Group[] = ["path", "query", "headers", "cookies"];
