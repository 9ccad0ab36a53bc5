import { camelCase, fromPointer } from "@workshop/openapi";
import { type DocumentSide, isNode } from "./document-side.ts";

const METHODS = new Set(["delete", "get", "head", "options", "patch", "post", "put", "trace"]);

/** Keywords that lead to a schema that is about the same value. */
const TRANSPARENT = new Set(["schema", "allOf", "anyOf", "oneOf", "then", "else", "if", "not"]);

/** Says where a pointer leads, in the words of somebody who calls operations. */
export function placeWords(side: DocumentSide, pointer: string): string {
  const tokens = fromPointer(pointer);
  const [section, first = "", second = "", ...rest] = tokens;
  if (section === "paths" || section === "webhooks") {
    const item = section === "paths" ? side.target(pointerTo(["paths", first])) : undefined;
    if (!METHODS.has(second)) return [code(first), wordsBelow(side, tokens, 2)].filter(Boolean).join(", ");
    const operation = isNode(item) ? side.target(pointerTo(["paths", first, second])) : undefined;
    const identifier = isNode(operation) ? operation.operationId : undefined;
    const name = typeof identifier === "string" ? camelCase(identifier) : `${second.toUpperCase()} ${first}`;
    return [code(name), wordsBelow(side, tokens, 3)].filter(Boolean).join(", ");
  }
  if (section === "components") {
    const inner = first === "parameters" ? parameterWords(side, tokens.slice(0, 3)) : undefined;
    const below = wordsBelow(side, tokens, 3);
    return below.startsWith(".") || below.startsWith("[")
      ? code(`${inner ?? second}${below}`)
      : [code(inner ?? second), below].filter(Boolean).join(", ");
  }
  return section === undefined ? "the document" : code([section, first, second, ...rest].filter(Boolean).join("."));
}

function code(words: string): string {
  return `\`${words}\``;
}

function pointerTo(tokens: readonly string[]): string {
  return `#${tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`.replaceAll(
    "%",
    "%25",
  );
}

function parameterWords(side: DocumentSide, tokens: readonly string[]): string | undefined {
  const parameter = side.resolve(side.target(pointerTo(tokens)));
  return parameter === undefined ? undefined : `${String(parameter.in)}.${String(parameter.name)}`;
}

/** The part of a pointer below an operation or a component. */
function wordsBelow(side: DocumentSide, tokens: readonly string[], from: number): string {
  let words = "";
  let isPath = false;
  const say = (text: string): void => {
    words += words === "" ? text : ` ${text}`;
    isPath = false;
  };
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    const next = tokens[index + 1];
    const isKeyword = TRANSPARENT.has(token);
    if (token === "parameters" && next !== undefined) {
      say(parameterWords(side, tokens.slice(0, index + 2)) ?? next);
      index += 1;
    } else if (token === "requestBody") say("body");
    else if (token === "responses" && next !== undefined) {
      say(`answer ${next}`);
      index += 1;
    } else if (token === "headers" && next !== undefined) {
      say(`header ${next}`);
      index += 1;
    } else if (token === "content" && next !== undefined) {
      if (!/json/iu.test(next)) say(next);
      index += 1;
    } else if ((token === "properties" || token === "patternProperties") && next !== undefined) {
      words += `.${next}`;
      isPath = true;
      index += 1;
    } else if (token === "items" || token === "prefixItems") {
      words += "[]";
      if (token === "prefixItems" && next !== undefined) index += 1;
    } else if (token === "additionalProperties") words += ".*";
    else if (isKeyword) index += /^\d+$/u.test(next ?? "") ? 1 : 0;
    else if (index < tokens.length - 1 && !isPath) say(token);
  }
  return words;
}
