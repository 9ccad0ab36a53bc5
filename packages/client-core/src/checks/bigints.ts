/** Integers of any size, as `bigint`. Only clients whose overlay asks for them have this. */
import type { Check, CheckContext, Place, ReadBytes } from "../definition.ts";
import { isRecord } from "../records.ts";
import { jsonText } from "../request/text.ts";
import { decode, readJson } from "../response/decode.ts";
import { contextFor, report, wrongType } from "./check.ts";

/** Where integers stand that are to be exact, while a response is looked through; and what the schema there came to. */
let found: { readonly place: Place; readonly context: CheckContext }[] | undefined;

/** @param bits how many the format has, its sign included; `undefined`: it says nothing of that */
const bigIntegers =
  (takesNull: boolean, bits: number | undefined): Check =>
  (value, context, up, key) => {
    if (takesNull && value === null) return;
    const isResponse = context.mode === "response";
    if (isResponse && found && Number.isInteger(value)) {
      found.push({ place: { up, key }, context });
      return;
    }
    if (!isResponse && Number.isInteger(value) && !Number.isSafeInteger(value))
      return report(context, up, key, "type", "integer", undefined, () => {
        return "is beyond what a number holds exactly: give a bigint, such as 9007199254740993n or BigInt(text)";
      });
    if (typeof value !== "bigint" && (isResponse || !Number.isSafeInteger(value)))
      return wrongType(value, context, up, key, takesNull ? ["integer", "null"] : "integer");
    if (bits && BigInt.asIntN(bits, BigInt(value as bigint | number)) !== BigInt(value as bigint | number))
      report(context, up, key, "format", `int${bits}`, undefined);
  };

/** `type: integer` with `x-bigint` */
export const bigInteger: Check = /* @__PURE__ */ bigIntegers(false, undefined);

/** The same with `format: int64`: from -2^63 to 2^63 - 1. */
export const bigInteger64: Check = /* @__PURE__ */ bigIntegers(false, 64);

/** Either, or null. */
export const nullableBigInteger: Check = /* @__PURE__ */ bigIntegers(true, undefined);
export const nullableBigInteger64: Check = /* @__PURE__ */ bigIntegers(true, 64);

/** JSON as `jsonText` writes it, with integers of any size. */
export function exactText(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(exactText).join()}]`;
  if (!isRecord(value)) return jsonText(value);
  return `{${Object.keys(value)
    .map((key) => `${JSON.stringify(key)}:${exactText(value[key])}`)
    .join()}}`;
}

/** Reads JSON in which some integers are a `bigint`: those that the schema says. */
export const exactJson =
  (check: Check): ReadBytes =>
  (bytes, head, redaction) => {
    // As text, in the charset that is named.
    const asText = (name: string): string | null => {
      const said = head.get(name);
      return name === "content-type" ? `text/plain${/;.*/s.exec(said ?? "")?.[0] ?? ""}` : said;
    };
    const read = decode(bytes, { get: asText });
    const text = redaction ? redaction.redact(String(read)) : String(read);
    const value = readJson(text, redaction);
    const root = { body: value };
    let exact: unknown;
    for (const place of placesOf(check, value)) {
      const [holder, key] = holderOf(root, place);
      const rounded = holder?.[key];
      if (!holder || typeof rounded !== "number") continue;
      if (Number.isSafeInteger(rounded)) holder[key] = BigInt(rounded);
      else {
        exact ??= { sbody: JSON.parse(marked(text)) as unknown };
        const [from, name] = holderOf(exact as Holder, place, "s");
        const literal = from?.[name];
        if (typeof literal === "string") holder[key] = BigInt(literal.slice(1));
      }
    }
    return root.body;
  };

type Holder = Record<number | string, unknown>;

/** Where there are such integers, as far as the schemas that say so fit. */
function placesOf(check: Check, value: unknown): Place[] {
  found = [];
  try {
    check(value, contextFor("response"), undefined, "body");
    return found.filter(({ context }) => context.findings === undefined).map(({ place }) => place);
  } finally {
    found = undefined;
  }
}

/** What holds the value at a place, and under which key. @param prefix stands before each name */
function holderOf(root: Holder, { up, key }: Place, prefix = ""): readonly [Holder | undefined, number | string] {
  const name = typeof key === "string" ? prefix + key : key;
  if (up === undefined) return [root, name];
  const [holder, at] = holderOf(root, up, prefix);
  const inner = holder?.[at];
  return [
    typeof inner === "object" && inner !== null && Object.hasOwn(inner, name) ? (inner as Holder) : undefined,
    name,
  ];
}

/** The same JSON with an `s` before each text, and with each integer as a text behind an `n`. */
const marked = (text: string): string =>
  text.replace(/"([^"\\]*(?:\\.[^"\\]*)*)"|-?\d[\d.eE+-]*/gs, (token, inner: string | undefined) => {
    if (inner !== undefined) return `"s${inner}"`;
    return /^-?\d+$/.test(token) ? `"n${token}"` : token;
  });
