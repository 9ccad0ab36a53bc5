import { type Comparison, type Flow, loosened, tightened } from "./comparison.ts";
import { type DocumentSide, isNode, type Node, nodesIn } from "./document-side.ts";
import { judgeMedia, mediaName } from "./judge-content.ts";
import { type OperationView, templateNames } from "./operations.ts";
import type { Finding } from "./reason-book.ts";
import { isSameValue } from "./schema/same-value.ts";

/** Headers that a parameter cannot define (OpenAPI, Parameter Object). */
const NOT_PARAMETERS = new Set(["accept", "authorization", "content-type"]);

/** Parameters: there or not, required or not, how they are written, and what they may be. */
export function judgeParameters(
  comparison: Comparison,
  old: OperationView,
  next: OperationView,
  names: ReadonlyMap<string, string>,
  flow: Flow,
): void {
  const { book } = comparison;
  const before = parametersOf(comparison.old, old, names);
  const after = parametersOf(comparison.next, next, new Map());
  for (const [key, parameter] of before) {
    const match = after.get(key);
    if (match !== undefined) judgeParameter(comparison, parameter, match, flow);
    else {
      book.add({
        bump: "major",
        rule: "parameter-removed",
        old: { node: parameter },
        message: () => `\`${next.name}\` no longer takes the parameter \`${wordsOf(parameter)}\`.`,
      });
    }
  }
  for (const [key, parameter] of after) {
    if (before.has(key)) continue;
    const isRequired = requires(parameter);
    book.add({
      bump: isRequired ? tightened(flow) : "minor",
      rule: `parameter-added-${isRequired ? "required" : "optional"}`,
      next: { node: parameter },
      message: () =>
        `\`${next.name}\` ${isRequired ? "requires" : "takes"} the new parameter \`${wordsOf(parameter)}\`.`,
    });
  }
}

function wordsOf(parameter: Node): string {
  return `${String(parameter.in)}.${String(parameter.name)}`;
}

function requires(parameter: Node): boolean {
  return parameter.in === "path" || parameter.required === true;
}

/** The parameters of an operation and its path item; a path's are those that its template names, declared or not. */
function parametersOf(
  side: DocumentSide,
  { item, node, path }: OperationView,
  names: ReadonlyMap<string, string>,
): Map<string, Node> {
  const parameters = new Map<string, Node>();
  const template = templateNames(path);
  for (const holder of [item, node]) {
    for (const entry of nodesIn(holder, "parameters")) {
      const parameter = side.resolve(entry);
      if (parameter === undefined) continue;
      const name = String(parameter.name);
      if (parameter.in === "header" && NOT_PARAMETERS.has(name.toLowerCase())) continue;
      if (parameter.in === "path" && template.length > 0 && !template.includes(name)) continue;
      const isPath = parameter.in === "path";
      const key = parameter.in === "header" ? name.toLowerCase() : isPath ? (names.get(name) ?? name) : name;
      parameters.set(`${String(parameter.in)} ${key}`, parameter);
    }
  }
  for (const name of template) {
    const key = `path ${names.get(name) ?? name}`;
    if (!parameters.has(key)) parameters.set(key, { name, in: "path", required: true, schema: { type: "string" } });
  }
  return parameters;
}

function judgeParameter(comparison: Comparison, old: Node, next: Node, flow: Flow): void {
  const { book, schemas } = comparison;
  const say = (bump: Finding["bump"], rule: string, key: string, text: string): void => {
    const [from, to] = [old, next].map((node) => ({ node, key: Object.hasOwn(node, key) ? key : undefined }));
    book.add({ bump, rule, old: from, next: to, message: (place) => `${place}: ${text}.` });
  };
  // The same header on the wire, but callers write its name as it is declared.
  if (flow === "call" && old.in === "header" && old.name !== next.name) {
    say("major", "parameter-case-changed", "name", `the header \`${old.name}\` is written \`${next.name}\` now`);
  }
  if (requires(old) !== requires(next)) {
    const bump = requires(next) ? tightened(flow) : loosened(flow);
    const word = requires(next) ? "required" : "optional";
    say(bump, `parameter-became-${word}`, "required", `the parameter \`${wordsOf(next)}\` is ${word} now`);
  }
  const [one, other] = [contentOf(old), contentOf(next)];
  if ((one === undefined) !== (other === undefined) || (one && other && mediaName(one[0]) !== mediaName(other[0]))) {
    say("major", "parameter-serialisation-changed", "content", "the value is written in another way now");
  } else if (one !== undefined && other !== undefined) {
    judgeMedia(comparison, one[1], other[1], flow === "call");
    return;
  } else judgeStyle(comparison, old, next, say);
  if ((old.allowEmptyValue === true) !== (next.allowEmptyValue === true)) {
    const isAllowed = next.allowEmptyValue === true;
    const text = `an empty value is ${isAllowed ? "allowed" : "refused"} now`;
    say(isAllowed ? loosened(flow) : tightened(flow), "parameter-empty-value-changed", "allowEmptyValue", text);
  }
  const [before, after] = [old.schema ?? one?.[1].schema ?? true, next.schema ?? other?.[1].schema ?? true];
  if (flow === "call") schemas.request(before, after);
  else schemas.answer(before, after);
  const [was, is] = schemas.defaults(before, after);
  if (requires(next) || flow === "callback" || isSameValue(was, is)) return;
  const text = `left out, it means ${said(is)} now (was ${said(was)})`;
  const [from, to] = [before, after].map((schema, index) => (isNode(schema) ? schema : [old, next][index]));
  book.add({
    bump: "major",
    rule: "parameter-default-changed",
    old: from && { node: from, key: "default" },
    next: to && { node: to, key: "default" },
    message: (place) => `${place}: ${text}.`,
  });
}

function said(value: unknown): string {
  return value === undefined ? "nothing that is told" : `\`${JSON.stringify(value)}\``;
}

function contentOf(parameter: Node): [string, Node] | undefined {
  if (!isNode(parameter.content)) return undefined;
  const [entry] = Object.entries(parameter.content);
  return entry && [entry[0], isNode(entry[1]) ? entry[1] : {}];
}

const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

type Say = (bump: Finding["bump"], rule: string, key: string, text: string) => void;

/** How the value is written into the request. For a single value most of it makes no difference. */
function judgeStyle({ schemas }: Comparison, old: Node, next: Node, say: Say): void {
  const [was, is] = [styleOf(old), styleOf(next)];
  const isSingle = schemas.areSingle(old.schema ?? true, next.schema ?? true);
  const isSameForSingles = (style: string): boolean => style !== "label" && style !== "matrix";
  if (was.style !== is.style && !(isSingle && isSameForSingles(was.style) && isSameForSingles(is.style))) {
    say(
      "major",
      "parameter-style-changed",
      "style",
      `the value is written in the style \`${is.style}\` now (was \`${was.style}\`)`,
    );
  } else if (was.explode !== is.explode && !isSingle) {
    say(
      "major",
      "parameter-explode-changed",
      "explode",
      `lists and objects are ${is.explode ? "" : "no longer "}written as one parameter for each value`,
    );
  }
  if (was.allowReserved !== is.allowReserved) {
    const bump = is.allowReserved ? "minor" : "major";
    say(
      bump,
      "parameter-allow-reserved-changed",
      "allowReserved",
      `reserved characters are ${is.allowReserved ? "now" : "no longer"} allowed as they are`,
    );
  }
}

function styleOf(parameter: Node): { style: string; explode: boolean; allowReserved: boolean } {
  const style =
    typeof parameter.style === "string" ? parameter.style : (DEFAULT_STYLES[String(parameter.in)] ?? "form");
  return {
    style,
    explode: typeof parameter.explode === "boolean" ? parameter.explode : style === "form",
    allowReserved: parameter.allowReserved === true,
  };
}
