/** Parameters by the place where they travel, each imported only by operations that have one. */
import type { Check, Parameter } from "../definition.ts";
import { labelled, putInCookie, putInHeader, putInQuery } from "./places.ts";
import type { Style } from "./styles.ts";
import { headerText, percentEncode, scalarText } from "./text.ts";

/** Segments that climb, or that a proxy may take for such: `.` and `..` between slashes, all of it also encoded, once or more. */
const dotSegments = /(^|[/\\]|%(25)*(2f|5c))(\.|%(25)*2e){1,2}($|[/\\]|%(25)*(2f|5c))/i;

/** Whether a path, or a segment of one, climbs. What cannot be decoded may. */
export function climbs(text: string): boolean {
  try {
    return /[.%]/.test(text) && dotSegments.test(decodeURIComponent(text));
  } catch {
    return true;
  }
}

/** @throws TypeError for a segment that climbs */
function segment(text: string): string {
  if (climbs(text)) throw new TypeError("must not climb in the path with . or ..");
  return text;
}

const styled = (name: string, style: Style | undefined, single: Parameter["write"]): Parameter["write"] =>
  style ? (value) => style.write(name, value) : single;

/** A parameter of the path; without a style a single value. */
export function inPath(name: string, check: Check, style?: Style): Parameter {
  const write = styled(name, style, (value) => percentEncode(scalarText(value)));
  return {
    group: "path",
    name,
    header: undefined,
    check,
    isRequired: true,
    mayBeEmpty: false,
    spread: undefined,
    write: (value) => segment(write(value)),
    put() {},
  };
}

/** A parameter of the query; without a style a single value. */
export function inQuery(name: string, check: Check, style?: Style): Parameter {
  const start = labelled(name);
  return {
    group: "query",
    name,
    header: undefined,
    check,
    isRequired: false,
    mayBeEmpty: false,
    spread: style?.spread,
    write: styled(name, style, (value) => start + percentEncode(scalarText(value))),
    put: putInQuery,
  };
}

/** A parameter in a header; without a style a single value. */
export function inHeader(name: string, check: Check, style?: Style): Parameter {
  const header = name.toLowerCase();
  return {
    group: "headers",
    name,
    header,
    check,
    isRequired: false,
    mayBeEmpty: false,
    spread: undefined,
    write: styled(name, style, headerText),
    put: putInHeader(header),
  };
}

/** A parameter in a cookie; without a style a single value. */
export function inCookie(name: string, check: Check, style?: Style): Parameter {
  return { ...inQuery(name, check, style), group: "cookies", header: "cookie", put: putInCookie };
}

/** One for which the document takes an empty text (`allowEmptyValue`). */
export const orEmpty = (given: Parameter): Parameter => ({ ...given, mayBeEmpty: true });

/** One that has to be given. In the path all have to. */
export const mandatory = (given: Parameter): Parameter => ({ ...given, isRequired: true });
