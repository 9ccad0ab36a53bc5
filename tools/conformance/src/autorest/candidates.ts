import { headerOf, mediaTypeOf, textOf, type WireResponse } from "@workshop/contract";
import { isForm, isJson, isObject, type MediaType, type Operation, type Parameter } from "@workshop/openapi";
import { InputMaker, placeOf, Unsampleable, withValueAt } from "@workshop/samples";
import type { Subject } from "./call.ts";
import { type Given, knownInputs, knownValue } from "./inputs.ts";

/** The inputs that an operation is tried with. */
export interface Candidates {
  /** What somebody says of the input: each is a scenario, maybe. */
  readonly said: readonly Given[];
  /** What can be made of the schemas: the first one that the server takes is enough. */
  readonly made: readonly Given[];
}

/**
 * The inputs of an operation, out of what is known of it, what its description says, what the server shows at its path, and its schemas.
 *
 * @param shown what the server responds with to a GET of the same path, if anything: often it wants just that
 */
export function candidatesOf(subject: Subject, operation: Operation, shown?: unknown): Candidates {
  const media = operation.requestBody?.content ?? [];
  const [first, ...others] = media.map((type) => inputsOf(subject, operation, type));
  const own = first ?? inputsOf(subject, operation);
  const [least = {}] = own;
  const known = knownInputs(operation.operationId ?? "");
  const said = known.length > 0 ? known : described(operation);
  const round = shown === undefined || operation.requestBody === undefined ? [] : [{ ...least, body: shown }];
  return {
    // Each media type of the body is one way to call.
    said: [...said.map((input) => laidOver(least, input)), ...others.flatMap(([input]) => input ?? [])],
    made: [...round, ...own],
  };
}

/** The least that an operation can be called with, and the most. */
function inputsOf({ client: { model }, checker, name }: Subject, operation: Operation, media?: MediaType): Given[] {
  const maker = new InputMaker(model, operation, checker, media);
  return (["minimal", "filled"] as const).flatMap((fill) => {
    try {
      let { input } = maker[fill]();
      for (const parameter of operation.parameters) {
        const value = hasOwnValues(parameter) ? undefined : knownValue(name, parameter.name);
        if (value !== undefined && (parameter.required || fill === "filled"))
          input = withValueAt(input, placeOf(parameter), value);
      }
      const type = media?.mediaType ?? "";
      const isAsIs = isJson(type) || isForm(type) || /^text\/|xml$/.test(type);
      const isRequired = operation.requestBody?.required === true || fill === "filled";
      return media === undefined || isAsIs || !isRequired
        ? [input]
        : [{ ...input, body: new Blob(["hello, world"], { type }) }];
    } catch (error) {
      if (error instanceof Unsampleable) return [];
      throw error;
    }
  });
}

/** Whether the document says which values a parameter may have. */
function hasOwnValues({ schema }: Parameter): boolean {
  return typeof schema === "object" && schema.enum !== undefined;
}

/** What a response shows, as a body that can be given. */
export function shownBy(response: WireResponse): unknown {
  const type = mediaTypeOf(response) ?? "";
  if (response.body.length === 0) return undefined;
  if (/^text\/|xml$/.test(type)) return textOf(response);
  if (!isJson(type)) return new Blob([new Uint8Array(response.body)], { type });
  try {
    return JSON.parse(textOf(response));
  } catch {
    return undefined;
  }
}

/** The input with what the suite's server says that it has expected, where it refuses one and says so. */
export function corrected(operation: Operation, input: Given, response: WireResponse): Given | undefined {
  const said =
    response.status === 400 && headerOf(response, "content-type") !== undefined ? shownBy(response) : undefined;
  if (!isObject(said) || !("expected" in said)) return undefined;
  const { expected, message } = said;
  if (operation.requestBody !== undefined && /body/i.test(String(message))) return { ...input, body: bodyOf(expected) };
  // Of one parameter it is clear which one is meant.
  const [parameter, ...others] = operation.parameters;
  return parameter === undefined || others.length > 0 ? undefined : withValueAt(input, placeOf(parameter), expected);
}

/** Bytes are told as Node's buffers are. */
function bodyOf(expected: unknown): unknown {
  if (!isObject(expected) || expected.type !== "Buffer" || !Array.isArray(expected.data)) return expected;
  return new Blob([new Uint8Array(expected.data as number[])]); // a buffer's
}

/**
 * The inputs that the description of an operation spells out, such as `"scenario": "positive", "value": 1 or "scenario":
 * "negative", "value": -2`: values by the names of its parameters. A value of `null` is one that is left out.
 */
function described({ description = "", parameters }: Operation): Given[] {
  const [first, ...others] = parameters;
  if (first === undefined) return [];
  const text = [description, ...(others.length === 0 ? [named(first)] : [])].join("\n");
  const inputs: Given[] = [];
  let names = new Set<string>();
  let input: Given = {};
  const finish = (): void => {
    if (names.size > 0) inputs.push(input);
    names = new Set();
    input = {};
  };
  for (const [, name = "", literal = ""] of text.matchAll(PAIR)) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (parameter === undefined) continue;
    if (names.has(name)) finish();
    names.add(name);
    const value: unknown = JSON.parse(literal);
    if (value !== null) input = withValueAt(input, placeOf(parameter), value);
  }
  finish();
  return inputs;
}

const PAIR = /"([\w-]+)": ("[^"]*"|-?[\d.]+(?:e\d+)?|true|false|null)/g;

/** The description of a parameter that gives its values after one name, `"scenario": "a" or "b"`, with the name before each. */
function named({ name, description = "" }: Parameter): string {
  return description.replaceAll(/ or (?=")/g, ` or "${name}": `);
}

/** An input over another one, location by location; its body in place of the other's. */
function laidOver(under: Given, over: Given): Given {
  const merged: Record<string, unknown> = { ...under };
  for (const [location, value] of Object.entries(over)) {
    const before = merged[location];
    const isMerged = location !== "body" && typeof before === "object" && typeof value === "object";
    merged[location] = isMerged ? { ...before, ...value } : value;
  }
  return merged;
}
