import {
  collect,
  conjoinedAll,
  contentOf,
  type Operation,
  pascalCase,
  reachable,
  type Schema,
} from "@workshop/openapi";
import { type Input, InputMaker, inputArbitrary, SchemaChecker, schemaArbitrary } from "@workshop/samples";
import fc from "fast-check";
import { distorted, literalType } from "./distort.ts";
import {
  type CallableOperation,
  type GeneratedClient,
  generateClient,
  type Messages,
  type Program,
} from "./generated-client.ts";

/** How hard to try. */
export interface Effort {
  /** Values of each response, and inputs of each operation. */
  readonly values: number;
  readonly seed: number;
}

/** What types and run time of a client disagree about, in words; and how much was held against each other. */
export interface Agreement {
  readonly disagreements: readonly string[];
  /** Values that the run time accepted, or that compiled: what disagreements could have been found among. */
  readonly compared: number;
}

/** Values that one of both has judged already: what is left is to compile the program. */
export interface Comparison extends Program {
  /** @param messages - what the compiler says of the program */
  judge(messages: Messages): Agreement;
}

/** A value held against a type: `line` of the program says so. */
interface Trial {
  readonly words: string;
  readonly line: string;
}

/** Of an object that has none of the optional properties, the type says nothing wrong. */
const WEAK_TYPE = "has no properties in common";

/** Every value of a response that the run time accepts has to fit the operation's `Data`. */
export async function compareResponses(folder: string, document: object, effort: Effort): Promise<Comparison> {
  const client = await generateClient(folder, withoutRequests(document));
  let response = new Response();
  const operations = await client.create(() => Promise.resolve(response));
  const trials: Trial[] = [];
  for (const operation of client.model.operations) {
    const input = { path: pathOf(operation) };
    for (const { status, mediaType, body } of responsesOf(client, operation, effort)) {
      response = new Response(body, { status, headers: { "content-type": mediaType } });
      const data = await operations[operation.name]?.(input).catch(() => REFUSED);
      if (data === REFUSED) continue;
      const type = `${pascalCase(operation.name)}Data`;
      const line = `{ const value = null as unknown as ${literalType(data)}; const data: client.${type} = value; void data; }`;
      trials.push({ words: `${operation.name} gives ${String(body)}`, line });
    }
  }
  return {
    client,
    lines: linesOf(trials),
    judge: (messages) => ({
      disagreements: wordsOf(messages, trials, (message) => !message.includes(WEAK_TYPE)),
      compared: trials.length,
    }),
  };
}

function linesOf(trials: readonly Trial[]): string[] {
  return ['import type * as client from "./generated/index.ts";', ...trials.map(({ line }) => onOneLine(line))];
}

const REFUSED = Symbol("refused");

interface GivenResponse {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string | null;
}

function responsesOf({ model }: GeneratedClient, operation: Operation, { values, seed }: Effort): GivenResponse[] {
  return operation.responses.flatMap((response): GivenResponse[] => {
    if (!/^2(\d\d|XX)$/u.test(response.status)) return [];
    const status = Number(response.status) || 200;
    const isBodiless = operation.method === "head" || status === 204 || status === 205;
    if (isBodiless) return [{ status, mediaType: "application/json", body: null }];
    return response.content.flatMap(({ mediaType, schema = true }) => {
      if (contentOf(mediaType) !== "json") return [{ status, mediaType, body: "some text" }];
      return sampled(model, schema, values, seed).map((value) => ({ status, mediaType, body: JSON.stringify(value) }));
    });
  });
}

function sampled(model: GeneratedClient["model"], schema: Schema, values: number, seed: number): unknown[] {
  const arbitrary = schemaArbitrary(model, schema).map(plain).chain(distorted);
  return fc.sample(arbitrary, { numRuns: values, seed }).map(plain).map(withMark);
}

/**
 * A property that every object of a random document may have: the compiler suspects an object that has none of the optional
 * properties of its type, and we do not.
 */
export const MARK = "mark";

function withMark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMark);
  if (!isNode(value)) return value;
  return { [MARK]: 0, ...Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withMark(member)])) };
}

/** As JSON has it: what it has no word for is left out. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** Two characters are ends of lines for the compiler, and none for JSON. */
function onOneLine(text: string): string {
  return text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** Rules that a type cannot say: a value may compile and still be refused for one of them. */
const BEYOND_TYPES = new Set(
  (
    "contains dependentRequired dependentSchemas depth empty encoding exclusiveMaximum exclusiveMinimum format if " +
    "maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf not oneOf path pattern " +
    "patternProperties propertyNames rule style uniqueItems unevaluatedItems unevaluatedProperties"
  ).split(" "),
);

/** Rules that say what is wrong in words of several others. */
const ALTERNATIVES: ReadonlySet<string> = new Set(["anyOf", "oneOf"]);

/** The compiler takes a name of any alternative for one of each: where there are some, no type says that it is unknown. */
function holdsUnion(model: GeneratedClient["model"], schema: Schema, seen: Set<string> = new Set()): boolean {
  return collect(schema).some(({ anyOf, oneOf, $ref }) => {
    if (anyOf !== undefined || oneOf !== undefined) return true;
    if ($ref === undefined || seen.has($ref)) return false;
    seen.add($ref);
    return holdsUnion(model, model.schemas.get($ref) ?? true, seen);
  });
}

/** The same, in what is said of several alternatives at once. */
const BEYOND_WORDS =
  /integer|is unknown|is known to another|fits \d+ of|must satisfy (format|m(ax|in)\w+|pattern|multipleOf|uniqueItems)/u;

/** Every input that compiles has to be sent, or refused by a rule that types cannot say. */
export async function compareInputs(folder: string, document: object, effort: Effort): Promise<Comparison> {
  const client = await generateClient(folder, withoutSecurity(document));
  const operations = await client.create(() => Promise.resolve(new Response(null, { status: 204 })));
  const trials: (Trial & { readonly refusal: string | undefined })[] = [];
  for (const operation of client.model.operations) {
    const call = operations[operation.name];
    if (call === undefined) continue;
    const bodies = operation.requestBody?.content.map(({ schema = true }) => schema) ?? [];
    const declared = declaredNames(client.model, operation);
    const said = { declared, hasUnion: bodies.some((schema) => holdsUnion(client.model, schema)) };
    for (const input of inputs(client, operation, effort)) {
      const refusal = refusalOf(call, input, said);
      const line = `{ const input: client.${pascalCase(operation.name)}Input = ${JSON.stringify(input)}; void input; }`;
      trials.push({ words: `${operation.name} takes ${JSON.stringify(input)}: ${refusal}`, line, refusal });
    }
  }
  return {
    client,
    lines: linesOf(trials),
    judge(messages) {
      const general = messages.get(0);
      const compiled = trials.filter((_, index) => !messages.has(index + 2));
      return {
        disagreements: [
          ...(general === undefined ? [] : [general]),
          ...compiled.flatMap(({ refusal, words }) => (refusal === undefined ? [] : [words])),
        ],
        compared: compiled.length,
      };
    },
  };
}

function inputs({ model }: GeneratedClient, operation: Operation, { values, seed }: Effort): Input[] {
  const { requestBody } = operation;
  const medias =
    requestBody === undefined ? [undefined] : requestBody.content.filter(({ mediaType }) => /json/u.test(mediaType));
  return medias.flatMap((media) => {
    const maker = new InputMaker(model, operation, new SchemaChecker(model), media);
    // Bodies and parameters are JSON here: what is not does not come out of a literal.
    const arbitrary = inputArbitrary(maker).map(plain).chain(distorted);
    return fc.sample(arbitrary, { numRuns: values, seed }).map((input) => whole(plain(input)) as Input);
  });
}

/** With whole numbers alone: that a number has to be one, no type can say. */
function whole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(whole);
  if (isNode(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, whole(member)]));
  return typeof value === "number" ? Math.trunc(value) : value;
}

/** Every name that a request of an operation may have by its document, and what else stands in the path of an issue. */
function declaredNames({ schemas }: GeneratedClient["model"], { parameters, requestBody }: Operation): Set<string> {
  const own = [
    ...parameters.map(({ schema }) => schema),
    ...(requestBody?.content ?? []).map(({ schema }) => schema ?? true),
  ];
  const referred = [...reachable(schemas, own)].map((pointer) => schemas.get(pointer) ?? true);
  const isReadOnly = (schema: Schema): boolean => conjoinedAll(schemas, schema).some((part) => part.readOnly === true);
  const properties = [...own, ...referred].flatMap((schema) =>
    collect(schema).flatMap((inner) =>
      Object.entries(inner.properties ?? {}).flatMap(([name, one]) => (isReadOnly(one) ? [] : [name])),
    ),
  );
  const indexes = Array.from({ length: 100 }, (_, index) => String(index));
  const places = ["path", "query", "headers", "cookies", "body"];
  return new Set([...properties, ...parameters.map(({ name }) => name), ...indexes, ...places]);
}

/** What a document says as far as the words of a refusal depend on it. */
interface Said {
  readonly declared: ReadonlySet<string>;
  readonly hasUnion: boolean;
}

/** Why an input is refused for something that its type should have said; `undefined`: it is not. */
function refusalOf(call: CallableOperation, input: unknown, { declared, hasUnion }: Said): string | undefined {
  try {
    call.plan(input);
    return undefined;
  } catch (error) {
    const issues = issuesOf(error).filter(
      ({ path, rule, message }) =>
        !BEYOND_TYPES.has(rule) &&
        !((hasUnion || ALTERNATIVES.has(rule)) && BEYOND_WORDS.test(message)) &&
        // An index signature has to fit the named properties as well, and so says too little of all others.
        path.split(/[.[\]"]+/u).every((name) => name === "" || declared.has(name)),
    );
    const [first] = issues;
    return first && `${first.path} ${first.message} [${first.rule}]`;
  }
}

function issuesOf(error: unknown): readonly { path: string; rule: string; message: string }[] {
  const issues: unknown = typeof error === "object" && error !== null && "issues" in error ? error.issues : undefined;
  // The issues of an InvalidRequestError; anything else is a fault of its own.
  return Array.isArray(issues) ? issues : [{ path: "", rule: "no-refusal", message: String(error) }];
}

function wordsOf(
  messages: ReadonlyMap<number, string>,
  trials: readonly Trial[],
  counts: (message: string) => boolean,
): string[] {
  return [...messages].flatMap(([line, message]) =>
    counts(message) ? `${trials[line - 2]?.words ?? "the generated code"}: ${message}` : [],
  );
}

type Node = Record<string, unknown>;

/** Of the values only the path's texts are left: who looks at responses asks for nothing else. */
function pathOf({ path }: Operation): Record<string, string> {
  return Object.fromEntries([...path.matchAll(/\{([^{}]+)\}/gu)].map(([, name = ""]) => [name, "x"]));
}

function withoutSecurity(document: object): Node {
  const { security: _security, ...copy } = structuredClone(document) as Node; // a document
  if (isNode(copy.components)) delete copy.components.securitySchemes;
  for (const operation of operationsOf(copy)) delete operation.security;
  return copy;
}

/** Nothing but the path's names has to be given. */
function withoutRequests(document: object): Node {
  const copy = withoutSecurity(document);
  const components = isNode(copy.components) ? copy.components : {};
  const holders = [...nodesIn(copy.paths), ...operationsOf(copy)];
  const parameters = [...nodesIn(components.parameters), ...holders.flatMap((holder) => nodesIn(holder.parameters))];
  const bodies = [...nodesIn(components.requestBodies), ...operationsOf(copy).map(({ requestBody }) => requestBody)];
  for (const node of [...parameters, ...bodies]) if (isNode(node) && node.in !== "path") delete node.required;
  return copy;
}

function operationsOf({ paths }: Node): Node[] {
  return nodesIn(paths).flatMap(nodesIn);
}

function nodesIn(holder: unknown): Node[] {
  return typeof holder === "object" && holder !== null ? Object.values(holder).filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
