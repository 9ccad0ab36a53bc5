import type {
  Authenticator,
  Body,
  Check,
  Definition,
  OutcomeDefinition,
  Parameter,
  ResponseMedia,
} from "../src/definition.ts";
import { createTransport as createPlatformTransport, type Transport } from "../src/engine/transport.ts";
import { type OperationFactory, operation } from "../src/operation.ts";
import type { ClientOptions } from "../src/options.ts";
import { mandatoryBody } from "../src/request/bodies.ts";
import { inCookie, inHeader, inPath, inQuery, mandatory } from "../src/request/parameters.ts";
import { bounded, inOrder, rule, safe } from "../src/request/rules.ts";
import * as styles from "../src/request/styles.ts";
import { differenceOf } from "../src/response/difference.ts";
import { checkOf, conditionOf, type Schema } from "./check-of.ts";

/** A style for values that are not exploded, and one for those that are. */
interface Encoder {
  readonly plain: styles.Style | undefined;
  readonly exploded: styles.Style | undefined;
}
const encoder = (plain?: styles.Style, exploded: styles.Style | undefined = plain): Encoder => ({ plain, exploded });

export const pathSimple: Encoder = encoder(styles.simple, styles.simpleExploded);
export const pathLabel: Encoder = encoder(styles.label, styles.labelExploded);
export const pathMatrix: Encoder = encoder(styles.matrix, styles.matrixExploded);
export const pathJson: Encoder = encoder(styles.pathJson);
export const queryForm: Encoder = encoder(styles.form, styles.formExploded);
export const querySpaceDelimited: Encoder = encoder(styles.spaceDelimited, styles.formExploded);
export const queryPipeDelimited: Encoder = encoder(styles.pipeDelimited, styles.formExploded);
export const queryDeepObject: Encoder = encoder(styles.deepObject);
export const queryJson: Encoder = encoder(styles.json);
export const headerSimple: Encoder = encoder(styles.headerList, styles.headerListExploded);
export const headerJson: Encoder = encoder(styles.headerJson);
export const cookieForm: Encoder = encoder(styles.form, styles.cookieExploded);
export const cookieJson: Encoder = encoder(styles.json);

export interface DescribedParameter {
  readonly name: string;
  readonly in: "cookie" | "header" | "path" | "query";
  readonly required?: boolean;
  readonly schema: Schema;
  readonly encode: Encoder;
  readonly explode?: boolean;
}

/** An operation with its schemas as data: in tests they can be read, and the generator's functions are made of them. */
export interface Described {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters?: readonly DescribedParameter[];
  readonly bodies?: readonly {
    readonly mediaType: string;
    readonly required?: boolean;
    readonly schema: Schema;
    readonly encode: (mediaType: string, check: Check) => Body;
  }[];
  readonly responses: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          Pick<ResponseMedia, "read"> & {
            readonly schema?: Schema;
            readonly failure?: { readonly when: Schema; readonly message?: string };
          }
        >
      >
    >
  >;
  readonly security?: readonly (readonly Authenticator[])[];
  readonly rules?: readonly ({ readonly name: string; readonly message: string } & (
    | { readonly earlier: string; readonly later: string; readonly schema?: undefined }
    | { readonly schema: Schema }
  ))[];
  readonly unbounded?: { readonly when: Schema; readonly message: string };
  readonly retry?: { readonly rating: "bounded" | "safe"; readonly when?: Schema; readonly past?: readonly string[] };
  readonly outcome?: Omit<OutcomeDefinition, "compare"> & { readonly answered?: string; readonly compare?: true };
}

const places = { cookie: inCookie, header: inHeader, path: inPath, query: inQuery };

/** Whether the generator would write the values of a schema as single ones. */
function isSingle(schema: Schema): boolean {
  const { type } = (typeof schema === "object" ? schema : {}) as { type?: string | readonly string[] };
  return type !== undefined && ![type].flat().some((name) => name === "array" || name === "object");
}

function parameterOf({ name, in: place, required, schema, encode, explode }: DescribedParameter): Parameter {
  const isDefault = encode === queryForm || encode === pathSimple || encode === headerSimple || encode === cookieForm;
  const style = explode ? encode.exploded : encode.plain;
  const made = places[place](name, checkOf(schema, "request"), isDefault && isSingle(schema) ? undefined : style);
  // Tests have operations without the parameter in their path.
  return required ? mandatory(made) : { ...made, isRequired: false };
}

function mediaOf({ schema, failure, read }: Described["responses"][string][string]): ResponseMedia {
  return {
    ...(schema !== undefined && { check: checkOf(schema, "response") }),
    ...(read && { read }),
    ...(failure && { failure: checkOf(failure.when, "rule") }),
    ...(failure?.message !== undefined && { reason: failure.message }),
  };
}

/** The definition that a described operation has. */
export function definitionOf(given: Described): Definition {
  const { name, method, path, parameters, bodies, responses, security, rules, unbounded, retry, outcome } = given;
  const mapped = <From, To>(record: Readonly<Record<string, From>>, map: (from: From) => To): Record<string, To> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
  return {
    name,
    method,
    path,
    responses: mapped(responses, (types) => mapped(types, mediaOf)),
    ...(parameters && { parameters: parameters.map(parameterOf) }),
    ...(bodies && {
      bodies: bodies.map(({ mediaType, required, schema, encode }) => {
        const body = encode(mediaType, checkOf(schema, "request"));
        return required ? mandatoryBody(body) : body;
      }),
    }),
    ...(security && { security }),
    ...(rules && {
      rules: rules.map((one) =>
        "earlier" in one
          ? inOrder(one.name, one.message, one.earlier, one.later)
          : rule(one.name, one.message, conditionOf(one.schema)),
      ),
    }),
    ...(unbounded && { unbounded: { when: conditionOf(unbounded.when), message: unbounded.message } }),
    ...(retry && {
      repeatable:
        retry.when === undefined && !retry.past?.length
          ? safe
          : bounded(conditionOf(retry.when ?? true), ...(retry.past ?? [])),
    }),
    ...(outcome && { outcome: outcomeOf(outcome, given) }),
  };
}

/** How many items a list of the input may have. */
function limitOf(place: string, { bodies = [], parameters = [] }: Described): number | undefined {
  const resolved = (schema: Schema | undefined): Record<string, unknown> => {
    let found = schema;
    while (typeof found === "function") found = found();
    return typeof found === "object" ? found : {};
  };
  const [group = "", ...names] = place.split(".");
  const groups: Readonly<Record<string, string>> = {
    path: "path",
    query: "query",
    headers: "header",
    cookies: "cookie",
  };
  const parameter = parameters.find((one) => one.in === groups[group] && one.name === names[0]);
  let schema = resolved(group === "body" ? bodies[0]?.schema : parameter?.schema);
  for (const name of group === "body" ? names : [])
    schema = resolved((schema.properties as Record<string, Schema> | undefined)?.[name]);
  return schema.maxItems as number | undefined;
}

function outcomeOf(
  { answered, compare, ...outcome }: NonNullable<Described["outcome"]>,
  described: Described,
): OutcomeDefinition {
  const limit = outcome.asked === undefined ? undefined : limitOf(outcome.asked, described);
  return {
    ...outcome,
    ...(limit !== undefined && { limit }),
    ...(compare && { compare: differenceOf(outcome.count, answered) }),
  };
}

/** Makes a described operation callable. */
export function defineOperation<Arguments extends readonly unknown[], Data, Result>(
  given: Described,
): OperationFactory<Arguments, Data, Result> {
  // At once: what a test does to Object.prototype is to reach the definition, not what it is made of here.
  const definition = definitionOf(given);
  return operation(() => definition);
}

/** A transport of a platform of which nothing but its name is known. */
export function createTransport(
  name: string,
  options: ClientOptions & { readonly auth?: object },
  server?: string,
): Transport {
  return createPlatformTransport({ name, ...(server !== undefined && { server }) }, options);
}
