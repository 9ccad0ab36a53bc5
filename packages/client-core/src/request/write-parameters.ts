import type { OperationDescriptor } from "../descriptor.ts";
import type { Issue } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";
import { groups, type Refuse } from "./check-names.ts";
import { bareRecord, isRecord, type OwnRecord } from "./own-values.ts";
import { percentEncode } from "./percent-encoding.ts";

/** Parameters as they are sent. */
export interface WrittenParameters {
  path: string;
  /** `name=value` pairs, encoded. */
  readonly query: string[];
  /** By lower-case name. */
  readonly headers: Record<string, string>;
  /** `name=value` pairs, encoded. */
  readonly cookies: string[];
}

/** Segments that climb, or that a proxy may take for such: `.` and `..` between slashes, all of it also encoded, once or more. */
const climbing = /(^|[/\\]|%(25)*(2f|5c))(\.|%(25)*2e){1,2}($|[/\\]|%(25)*(2f|5c))/i;

/** What a server may take for "not given", and a deletion then for "everything". */
function isEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "object" && !(value instanceof Date) && !Object.keys(value ?? {}).length);
}

const nameOf = (pair: string): string => pair.split("=", 1)[0] as string; // there is always one part

/** Checks each parameter of an input by itself, and writes it. */
export function writeParameters(
  // Stryker disable next-line ArrayDeclaration: what stands for nothing is required nowhere
  { path, parameters = [] }: OperationDescriptor,
  input: OwnRecord,
  issues: Issue[],
  refuse: Refuse,
): WrittenParameters {
  const written: WrittenParameters = { path, query: [], headers: bareRecord() as Record<string, string>, cookies: [] };
  for (const { name, in: place, required, schema, encode, explode = false } of parameters) {
    const at = `${groups[place]}.${name}`;
    const values = input[groups[place]];
    if (!isRecord(values) || !(name in values)) {
      if (required) refuse(at, "required", "is required");
      continue;
    }
    const value = values[name];
    if (value === undefined || isEmpty(value)) {
      refuse(at, "empty", "is empty, which a server may read as everything: give a value, or leave the key out");
      continue;
    }
    const found = validate(schema, value, { path: at, mode: "request" });
    issues.push(...found);
    if (found.length) continue;
    try {
      const text = encode(name, value, explode);
      const [pairs, separator] =
        place === "query" ? ([written.query, "&"] as const) : ([written.cookies, "; "] as const);
      if (isRecord(value)) {
        // An exploded object brings names of its own, which must not pass for another parameter.
        const others = parameters.filter((other) => other.in === place && other.name !== name);
        const taken = new Set([...pairs.map(nameOf), ...others.map((other) => percentEncode(other.name))]);
        if (text.split(separator).some((pair) => taken.has(nameOf(pair)))) {
          throw new TypeError("must not name another parameter in its keys");
        }
      }
      if (place === "query" || place === "cookie") pairs.push(...text.split(separator));
      else if (place === "header") written.headers[name.toLowerCase()] = text;
      else if (climbing.test(decodeURIComponent(text))) throw new TypeError("must not climb in the path with . or ..");
      else written.path = written.path.replaceAll(`{${name}}`, () => text);
    } catch (thrown) {
      refuse(at, "style", (thrown as Error).message); // encoders and addPairs throw nothing but TypeErrors
    }
  }
  return written;
}
