import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type Scalar, type YAMLSeq } from "yaml";

/** The values that a query parameter may have, in the text of a document. */
export interface EnumOfParameter {
  readonly parameter: string;
  readonly values: readonly string[];
  /** The text without one of the values; every other line stays as it was. */
  without(value: string): string;
  /** The text with one value more. */
  with(value: string): string;
}

/**
 * Finds the first query parameter of a document that has an enum, one value on each line.
 *
 * @returns `undefined` when there is none.
 */
export function enumOfParameter(text: string): EnumOfParameter | undefined {
  const document = parseDocument(text);
  const resolved = (node: unknown): unknown => {
    const reference = isMap(node) ? node.get("$ref") : undefined;
    return typeof reference === "string" ? document.getIn(reference.slice(2).split("/").map(unescaped)) : node;
  };
  const find = (schema: unknown): YAMLSeq<Scalar<string>> | undefined => {
    const node = resolved(schema);
    if (!isMap(node)) return undefined;
    const list = node.get("enum");
    if (isSeq(list) && list.flow !== true && list.items.every(isText)) return list as YAMLSeq<Scalar<string>>; // just looked at
    const alternatives = node.get("anyOf");
    return isSeq(alternatives) ? alternatives.items.map(find).find((one) => one !== undefined) : undefined;
  };
  for (const item of valuesOf(document.get("paths")).flatMap(valuesOf)) {
    const parameters = isMap(item) ? item.get("parameters") : undefined;
    for (const parameter of isSeq(parameters) ? parameters.items.map(resolved) : []) {
      if (!isMap(parameter) || parameter.get("in") !== "query") continue;
      const list = find(parameter.get("schema", true));
      if (list !== undefined) return changing(text, String(parameter.get("name")), list.items);
    }
  }
  return undefined;
}

function changing(text: string, parameter: string, items: readonly Scalar<string>[]): EnumOfParameter {
  const line = (item: Scalar<string> | undefined): { start: number; end: number } => {
    const at = item?.range?.[0] ?? 0; // what was parsed has a range
    return { start: text.lastIndexOf("\n", at) + 1, end: text.indexOf("\n", at) + 1 };
  };
  return {
    parameter,
    values: items.map(({ value }) => value),
    without: (value) => {
      const { start, end } = line(items.find((item) => item.value === value));
      return text.slice(0, start) + text.slice(end);
    },
    with: (value) => {
      const last = items.at(-1);
      const { start, end } = line(last);
      const added = text.slice(start, end).replace(last?.value ?? "", value);
      return text.slice(0, end) + added + text.slice(end);
    },
  };
}

function valuesOf(node: unknown): Node[] {
  return isMap(node) ? (node.items as Pair<Node, Node>[]).flatMap(({ value }) => (value === null ? [] : [value])) : [];
}

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === "string";
}

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
