import { headerText } from "./header-value.ts";
import { jsonText } from "./json-text.ts";
import { percentEncode } from "./percent-encoding.ts";

/**
 * Writes a parameter in one of OpenAPI's styles: for the path a segment, for the query `name=value` pairs joined by
 * `&`, for cookies pairs joined by `; `, for a header its value.
 * @throws TypeError, a sentence about the value but without it, for what would not be read back unchanged.
 */
export type ParameterEncoder = (name: string, value: unknown, explode: boolean) => string;

type Write = (value: unknown) => string;

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
function expand(value: unknown, explode: boolean, label: string, joint: string, write: Write = percentEncode): string {
  if (typeof value !== "object" || value instanceof Date) return label + write(value);
  const part: Write = (item) => {
    const text = filled(item, write);
    // What stands between parts would be read as the end of one: some joints survive the escape (`,` in a header), some are made by it (`%20`).
    if (text.includes(joint) || (explode && !Array.isArray(value) && text.includes("="))) {
      throw new TypeError("must not contain the delimiter of its style inside an item");
    }
    return text;
  };
  const parts = Object.entries(value ?? {}).map(([key, item]) => {
    if (Array.isArray(value)) return explode ? label + part(item) : part(item);
    return part(key) + (explode ? "=" : joint) + part(item);
  });
  return (explode ? "" : label) + parts.join(joint);
}

const encodedJson = (value: unknown): string => percentEncode(jsonText(value));

const labelled = (name: string): string => `${percentEncode(name)}=`;

/** `style: simple` in the path: `blue,black` */
export const pathSimple: ParameterEncoder = (_name, value, explode) => expand(value, explode, "", ",");

/** `style: label` in the path: `.blue,black` */
export const pathLabel: ParameterEncoder = (_name, value, explode) =>
  `.${expand(value, explode, "", explode ? "." : ",", (item) => percentEncode(item).replaceAll(".", "%2E"))}`;

/** `style: matrix` in the path: `;color=blue,black` */
export const pathMatrix: ParameterEncoder = (name, value, explode) =>
  `;${expand(value, explode, labelled(name), explode ? ";" : ",")}`;

/** `style: form` in the query: `color=blue,black`, exploded `color=blue&color=black` */
export const queryForm: ParameterEncoder = (name, value, explode) =>
  expand(value, explode, labelled(name), explode ? "&" : ",");

/** `style: spaceDelimited` in the query: `color=blue%20black` */
export const querySpaceDelimited: ParameterEncoder = (name, value, explode) =>
  expand(value, explode, labelled(name), explode ? "&" : "%20");

/** `style: pipeDelimited` in the query: `color=blue%7Cblack` */
export const queryPipeDelimited: ParameterEncoder = (name, value, explode) =>
  expand(value, explode, labelled(name), explode ? "&" : "%7C");

/** `style: deepObject` in the query: `color%5BR%5D=100&color%5BG%5D=200` */
export const queryDeepObject: ParameterEncoder = (name, value) =>
  Object.entries(value as object)
    .map(([key, item]) => `${percentEncode(`${name}[${key}]`)}=${filled(item, percentEncode)}`)
    .join("&");

/** `style: simple` in a header: `blue,black` */
export const headerSimple: ParameterEncoder = (_name, value, explode) => expand(value, explode, "", ",", headerText);

/** `style: form` in a cookie: `color=blue,black`, exploded `color=blue; color=black` */
export const cookieForm: ParameterEncoder = (name, value, explode) =>
  expand(value, explode, labelled(name), explode ? "; " : ",");

/** `content: application/json` in the path. */
export const pathJson: ParameterEncoder = (_name, value) => encodedJson(value);

/** `content: application/json` in the query. */
export const queryJson: ParameterEncoder = (name, value) => labelled(name) + encodedJson(value);

/** `content: application/json` in a header; whatever is not ASCII is escaped as JSON allows. */
export const headerJson: ParameterEncoder = (_name, value) =>
  jsonText(value).replace(/[^ -~]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** `content: application/json` in a cookie. */
export const cookieJson: ParameterEncoder = (name, value, explode) => queryJson(name, value, explode);
