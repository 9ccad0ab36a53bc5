import { regularExpression, type SchemaObject } from "@workshop/openapi";
import { isWhole, stepFrom } from "./sample-number.ts";
import { fit, lengthOf, textOfLength } from "./sample-string.ts";

/** As `Edge`, before it is known where it stands. */
export interface ScalarEdge {
  readonly side: "beyond" | "within";
  readonly keyword: string;
  readonly words: string;
  readonly value: unknown;
  /** Only for where the others are no edges: another type may be allowed, too. */
  readonly spare?: true;
}

/** The edges of the keywords that speak of a value itself: its type, and what a text or a number has to be. */
export function scalarEdges(keywords: SchemaObject, valid: unknown): ScalarEdge[] {
  const edges: ScalarEdge[] = [...typeEdges(keywords, valid), ...enumEdges(keywords)];
  if (typeof valid === "string") edges.push(...textEdges(keywords, valid));
  if (typeof valid === "number") edges.push(...numberEdges(keywords, valid));
  return [...edges, ...formatEdges(keywords.format, valid)];
}

/** By the type that a value has: a value of another one, and what it is called. */
const OTHER_TYPES: Readonly<Record<string, readonly [words: string, value: unknown][]>> = {
  string: [["is a number", 42]],
  integer: [
    ["is a text", "not a number"],
    ["is a fraction", 1.5],
  ],
  number: [["is a text", "not a number"]],
  boolean: [["is a text", "maybe"]],
  array: [["is a text", "not a list"]],
  object: [["is a text", "not an object"]],
};

const SPARE_TYPES: readonly [type: string, words: string, value: unknown][] = [
  ["boolean", "is true", true],
  ["array", "is a list of lists", [[]]],
  ["object", "is an object of objects", { object: {} }],
];

function typeEdges({ type }: SchemaObject, valid: unknown): ScalarEdge[] {
  const name = typeof type === "string" ? type : typeOf(valid);
  const others = [...(OTHER_TYPES[name] ?? []), ["is null", null] as const];
  if (type === undefined) return [];
  const edge = { side: "beyond", keyword: "type" } as const;
  return [
    ...others.map(([words, value]): ScalarEdge => ({ ...edge, words, value })),
    ...SPARE_TYPES.flatMap(([other, words, value]) =>
      other === name ? [] : [{ ...edge, words, value, spare: true as const }],
    ),
  ];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}

function enumEdges(keywords: SchemaObject): ScalarEdge[] {
  const values = "const" in keywords ? [keywords.const] : keywords.enum;
  if (values === undefined) return [];
  const keyword = "const" in keywords ? "const" : "enum";
  const other = otherThan(values);
  return [{ side: "beyond", keyword, words: `is ${JSON.stringify(other)}`, value: other }];
}

/** Of the type of the first of them, where that type is told apart by its values; in place of a list or a record, a text. */
function otherThan(values: readonly unknown[]): boolean | number | string {
  const [first] = values;
  if (typeof first === "boolean") return !first;
  if (typeof first === "number") {
    const next = Math.max(...values.filter((value) => typeof value === "number")) + 1;
    // One more than a very large number is the same number.
    return values.includes(next) ? next / 2 : next;
  }
  return `${typeof first === "string" ? first : JSON.stringify(first)}-not-declared`;
}

function textEdges(keywords: SchemaObject, valid: string): ScalarEdge[] {
  const { minLength = 0, maxLength, pattern } = keywords;
  const expression = pattern === undefined ? undefined : regularExpression(pattern);
  const edges: ScalarEdge[] = [];
  const ofLength = (side: ScalarEdge["side"], keyword: string, length: number): void => {
    const words = length === 0 ? "is empty" : `has ${length} character${length === 1 ? "" : "s"}`;
    edges.push({ side, keyword, words, value: textOfLength(keywords, length, valid) ?? fit(valid, length, length) });
  };
  if (minLength > 0) {
    ofLength("beyond", "minLength", minLength - 1);
    ofLength("within", "minLength", minLength);
  }
  if (maxLength !== undefined && maxLength <= 100_000) {
    ofLength("within", "maxLength", maxLength);
    ofLength("beyond", "maxLength", maxLength + 1);
  }
  if (expression !== undefined) {
    const strange = [
      "/",
      "?",
      "#",
      " ",
      "!",
      "é",
      "a/b",
      "~",
      `${valid}/`,
      `${valid}!`,
      `${valid}\n`,
      `!${valid}`,
      "\n",
    ];
    const wrong = strange
      .map((text) => fit(text, minLength, maxLength ?? Number.POSITIVE_INFINITY))
      .filter((text) => lengthOf(text) > 0 && !expression.test(text));
    for (const value of [...new Set(wrong)].slice(0, 3)) {
      edges.push({ side: "beyond", keyword: "pattern", words: `is ${JSON.stringify(value)}`, value });
    }
  }
  return edges;
}

function formatEdges(format: string | undefined, valid: unknown): ScalarEdge[] {
  return formatBreakers(format ?? "").flatMap((value) =>
    typeof value === typeof valid
      ? [{ side: "beyond", keyword: "format", words: `is ${JSON.stringify(value)} instead of a ${format}`, value }]
      : [],
  );
}

function numberEdges(keywords: SchemaObject, valid: number): ScalarEdge[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type } = keywords;
  const isInteger = isWhole(keywords, type);
  const step = multipleOf ?? (isInteger ? 1 : 0.5);
  // With `multipleOf`, or among whole numbers, the limit itself may be no value.
  const isFine = multipleOf === undefined && !isInteger;
  const up = (limit: number): number => (isFine ? limit : stepFrom(limit, step));
  const down = (limit: number): number => (isFine ? limit : -stepFrom(-limit, step));
  const edges: ScalarEdge[] = [];
  const at = (side: ScalarEdge["side"], keyword: string, value: number): void => {
    // Beyond what a number can tell, one more is no more.
    if (side === "beyond" && /^m/.test(keyword) && value === keywords[keyword]) return;
    edges.push({ side, keyword, words: `is ${value}`, value });
  };
  if (minimum !== undefined) {
    at("beyond", "minimum", (isFine ? minimum : Math.ceil(minimum / step) * step) - step);
    at("within", "minimum", up(minimum));
  }
  if (exclusiveMinimum !== undefined) {
    at("beyond", "exclusiveMinimum", down(exclusiveMinimum));
    at("within", "exclusiveMinimum", down(exclusiveMinimum) + step);
  }
  if (maximum !== undefined) {
    at("within", "maximum", down(maximum));
    at("beyond", "maximum", (isFine ? maximum : Math.floor(maximum / step) * step) + step);
  }
  if (exclusiveMaximum !== undefined) {
    at("within", "exclusiveMaximum", up(exclusiveMaximum) - step);
    at("beyond", "exclusiveMaximum", up(exclusiveMaximum));
  }
  if (multipleOf !== undefined) at("beyond", "multipleOf", valid + multipleOf / 2);
  return edges;
}

/** Beside a plain word, what looks right and is not. */
const NEAR_MISSES: Readonly<Record<string, readonly unknown[]>> = {
  "date-time": ["2024-02-30T00:00:00Z", "2024-01-01"],
  date: ["2024-02-30"],
  time: ["25:00:00Z"],
  uuid: ["123e4567-e89b-42d3-a456-42661417400"],
  email: ["person@"],
  ipv4: ["192.0.2.256"],
};
/** Formats of numbers. `int64` holds every whole number that JSON can tell. */
const NUMBERS: Readonly<Record<string, readonly unknown[]>> = { int32: [2_147_483_648, -2_147_483_649] };
/** Formats of texts that clients check; all others are annotations, of which the server decides. */
const CHECKED_FORMATS: ReadonlySet<string> = new Set(
  "byte date date-time email hostname ipv4 ipv6 time uri uuid uuid4".split(" "),
);

/** Values that a format forbids; none for a format that nobody checks. */
export function formatBreakers(format: string): readonly unknown[] {
  const numbers = NUMBERS[format];
  if (numbers !== undefined) return numbers;
  if (!CHECKED_FORMATS.has(format)) return [];
  const family = format === "uuid4" ? "uuid" : format;
  return ["no such format", ...(NEAR_MISSES[family] ?? [])];
}
