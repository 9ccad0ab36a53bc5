/** The styles of OpenAPI in which lists and objects are written: a function for each, so that only documents that use one carry it. */
import type { CheckSpread } from "../definition.ts";
import { labelled } from "./places.ts";
import { headerText, jsonText, percentEncode, scalarText } from "./text.ts";

/** Writes a parameter of this name. */
export interface Style {
  /** @throws TypeError, a sentence about the value but without it, for what would not be read back unchanged */
  readonly write: (name: string, value: unknown) => string;
  /** `undefined`: the keys of an object do not become names of their own. */
  readonly spread: CheckSpread | undefined;
}

type Write = (value: unknown) => string;

const encode: Write = (value) => percentEncode(scalarText(value));

/** An empty item would leave no trace that every server sees. */
function filled(item: unknown, write: Write): string {
  const text = write(item);
  if (!text) throw new TypeError("must not hold empty items");
  return text;
}

/**
 * The expansion of RFC 6570: a single value, a list or an object as text.
 * @param label goes before a value, or before each item of an exploded list
 * @param joint stands between the parts
 */
function expand(value: unknown, explode: boolean, label: string, joint: string, write: Write = encode): string {
  if (typeof value !== "object" || value === null || value instanceof Date) return label + write(value);
  const part: Write = (item) => {
    const text = filled(item, write);
    // What stands between parts would be read as the end of one: some joints survive the escape (`,` in a header), some are made by it (`%20`).
    if (text.includes(joint) || (explode && !Array.isArray(value) && text.includes("=")))
      throw new TypeError("must not contain the delimiter of its style inside an item");
    return text;
  };
  const parts = Object.entries(value).map(([key, item]) => {
    if (Array.isArray(value)) return explode ? label + part(item) : part(item);
    return part(key) + (explode ? "=" : joint) + part(item);
  });
  return (explode ? "" : label) + parts.join(joint);
}

const plain = (write: Style["write"]): Style => ({ write, spread: undefined });
const spreading = (write: Style["write"]): Style => ({ write, spread: checkSpread });

/** The start of each of these `name=value` pairs. */
const labelsOf = (pairs: string): string[] => pairs.split(/[?&]|; /).map((pair) => `${pair.split("=", 1)[0]}=`);

const checkSpread: CheckSpread = (parameter, text, before, parameters, schemes) => {
  const others = parameters.filter((other) => other.group === parameter.group && other.name !== parameter.name);
  const taken = [
    ...others.map(({ name }) => labelled(name)),
    ...schemes.map(({ as }) => labelled(as)),
    ...labelsOf(before),
  ];
  if (labelsOf(text).some((one) => taken.includes(one)))
    throw new TypeError("must not name another parameter in its keys");
};

/** `style: simple` in the path: `blue,black` */
export const simple: Style = /* @__PURE__ */ plain((_name, value) => expand(value, false, "", ","));

/** The same, exploded: `R=100,G=200` */
export const simpleExploded: Style = /* @__PURE__ */ plain((_name, value) => expand(value, true, "", ","));

const dotless: Write = (item) => encode(item).replaceAll(".", "%2E");

/** `style: label` in the path: `.blue,black` */
export const label: Style = /* @__PURE__ */ plain((_name, value) => `.${expand(value, false, "", ",", dotless)}`);

/** The same, exploded: `.blue.black` */
export const labelExploded: Style = /* @__PURE__ */ plain(
  (_name, value) => `.${expand(value, true, "", ".", dotless)}`,
);

/** `style: matrix` in the path: `;color=blue,black` */
export const matrix: Style = /* @__PURE__ */ plain((name, value) => `;${expand(value, false, labelled(name), ",")}`);

/** The same, exploded: `;color=blue;color=black` */
export const matrixExploded: Style = /* @__PURE__ */ plain(
  (name, value) => `;${expand(value, true, labelled(name), ";")}`,
);

/** `style: form` in the query or a cookie: `color=blue,black` */
export const form: Style = /* @__PURE__ */ plain((name, value) => expand(value, false, labelled(name), ","));

/** The same in the query, exploded: `color=blue&color=black` */
export const formExploded: Style = /* @__PURE__ */ spreading((name, value) => expand(value, true, labelled(name), "&"));

/** The same in a cookie, exploded: `color=blue; color=black` */
export const cookieExploded: Style = /* @__PURE__ */ spreading((name, value) =>
  expand(value, true, labelled(name), "; "),
);

/** `style: spaceDelimited` in the query: `color=blue%20black` */
export const spaceDelimited: Style = /* @__PURE__ */ plain((name, value) =>
  expand(value, false, labelled(name), "%20"),
);

/** `style: pipeDelimited` in the query: `color=blue%7Cblack` */
export const pipeDelimited: Style = /* @__PURE__ */ plain((name, value) => expand(value, false, labelled(name), "%7C"));

/** @throws TypeError for a key that would be read as several */
function checkKey(key: string): void {
  if (/[[\]]/.test(key))
    throw new TypeError("must not have brackets in its keys: they would be read as keys within keys");
}

/**
 * `style: deepObject` in the query: `color%5BR%5D=100&color%5BG%5D=200`. A schema may also take what has no keys, of which
 * OpenAPI says nothing: it is written as without a style (`color=100`), and never left out.
 */
export const deepObject: Style = /* @__PURE__ */ spreading((name, value) => {
  if (typeof value !== "object" || value === null || value instanceof Date) return labelled(name) + encode(value);
  const pairs = Object.entries(value).map(([key, item]) => {
    checkKey(key);
    return `${labelled(`${name}[${key}]`)}${filled(item, encode)}`;
  });
  return pairs.join("&");
});

/** The pairs of a value and of everything in it. */
function deepPairs(name: string, value: unknown): string[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [labelled(name) + encode(value)];
  const entries = Object.entries(value);
  if (!entries.length)
    throw new TypeError("must not hold empty lists or objects: a form cannot tell them from absent ones");
  return entries.flatMap(([key, item]) => {
    checkKey(key);
    return deepPairs(`${name}[${key}]`, item);
  });
}

/**
 * `style: deepObject` in a form: `color%5BR%5D=100`. OpenAPI says no more than that; what lies deeper, and the items of
 * lists, go on in brackets: `a%5Bb%5D%5B0%5D=1`.
 */
export const deepForm: Style = /* @__PURE__ */ plain((name, value) => deepPairs(name, value).join("&"));

/** `allowReserved`: what means something in a URL stays as it is, unless it would be read as the end of a value, a blank or an escape. */
const leave = (text: string, which: RegExp): string => text.replace(which, decodeURIComponent);

/** A single value with `allowReserved` in the query. */
export const reservedText: Style = /* @__PURE__ */ plain(
  (name, value) => labelled(name) + leave(encode(value), /%(3A|2F|3F|40|21|24|27|28|29|2A|3B|2C|3D)/g),
);

/** A list or an object with `allowReserved`: what stands between its parts is escaped within them. */
export const reserved = ({ write, spread }: Style): Style => ({
  spread,
  write: (name, value) =>
    write(name, value).replace(/=[^&]*/g, (text) => leave(text, /%(3A|2F|3F|40|21|24|27|28|29|2A|3B)/g)),
});

/** `style: simple` in a header: `blue,black` */
export const headerList: Style = /* @__PURE__ */ plain((_name, value) => expand(value, false, "", ",", headerText));

/** The same, exploded: `R=100,G=200` */
export const headerListExploded: Style = /* @__PURE__ */ plain((_name, value) =>
  expand(value, true, "", ",", headerText),
);

/** `content: application/json` in the path. */
export const pathJson: Style = /* @__PURE__ */ plain((_name, value) => percentEncode(jsonText(value)));

/** `content: application/json` in the query or a cookie. */
export const json: Style = /* @__PURE__ */ plain((name, value) => labelled(name) + percentEncode(jsonText(value)));

/** `content: application/json` in a header; whatever is not ASCII is escaped as JSON allows. */
export const headerJson: Style = /* @__PURE__ */ plain((_name, value) =>
  jsonText(value).replace(/[^ -~]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`),
);
