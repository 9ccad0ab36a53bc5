/** Parameters by the place where they travel, each imported only by operations that have one. */
import type { Check, Group, Parameter } from "../definition.ts";
import { labelled, type Style } from "./styles.ts";
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

const parameter = (
  group: Group,
  name: string,
  check: Check,
  style: Style | undefined,
  write: Parameter["write"],
): Parameter => ({
  group,
  name,
  check,
  isRequired: group === "path",
  spread: style?.spread,
  write,
});

/** A parameter of the path; without a style a single value. */
export function inPath(name: string, check: Check, style?: Style): Parameter {
  return parameter("path", name, check, style, (value) =>
    segment(style ? style.write(name, value) : percentEncode(scalarText(value))),
  );
}

/** A parameter of the query; without a style a single value. */
export function inQuery(name: string, check: Check, style?: Style): Parameter {
  const start = labelled(name);
  const single = (value: unknown): string => start + percentEncode(scalarText(value));
  return parameter("query", name, check, style, style ? (value) => style.write(name, value) : single);
}

/** A parameter in a header; without a style a single value. */
export function inHeader(name: string, check: Check, style?: Style): Parameter {
  return parameter("headers", name, check, style, style ? (value) => style.write(name, value) : headerText);
}

/** A parameter in a cookie; without a style a single value. */
export function inCookie(name: string, check: Check, style?: Style): Parameter {
  return { ...inQuery(name, check, style), group: "cookies" };
}

/** One that has to be given. In the path all have to. */
export const mandatory = (given: Parameter): Parameter => ({ ...given, isRequired: true });
