/** What the type checker says of a type that does not fit, read. */
export interface Elaboration {
  /** The names of the properties that lead to the difference. */
  readonly path: readonly string[];
  readonly difference:
    | { readonly kind: "mismatch"; readonly given: string; readonly wanted: string }
    /** The last name of the path is missing on the giving side. */
    | { readonly kind: "missing" }
    /** The last name of the path may be absent on the giving side. */
    | { readonly kind: "optional" }
    | { readonly kind: "unknown"; readonly text: string };
}

const STEP = /^(?:Types of property|The types of|The types returned by) '(.+?)' are incompatible/u;
const MISSING = /^Property '(.+?)' is missing in type/u;
const OPTIONAL = /^Property '(.+?)' is optional in type/u;
const MISSING_SEVERAL = /^Type .+ is missing the following properties from type .+: (.+)$/u;
const MISMATCH = /^Type '(.*)' is not assignable to type '(.*?)'(?: with 'exactOptionalPropertyTypes.*)?\.?$/u;
const TOO_FEW =
  /^(?:Source has \d+ element|Target requires \d+ element|Source provides no match for required element)/u;

/**
 * Reads the lines of a diagnostic, the outermost first. Each is about a part of what the line above it is about, so that
 * the last one that can be understood says what it comes down to.
 */
export function readElaboration(lines: readonly string[]): Elaboration {
  const path: string[] = [];
  let difference: Elaboration["difference"] = { kind: "unknown", text: lines.at(-1) ?? "" };
  for (const line of lines) {
    const text = line.trim();
    const step = STEP.exec(text)?.[1];
    const missing = (MISSING.exec(text) ?? MISSING_SEVERAL.exec(text))?.[1];
    const optional = OPTIONAL.exec(text)?.[1];
    const [, given, wanted] = MISMATCH.exec(text) ?? [];
    if (step !== undefined) path.push(...step.split("."));
    else if (missing !== undefined) {
      path.push(missing);
      difference = { kind: "missing" };
    } else if (optional !== undefined) {
      path.push(optional);
      difference = { kind: "optional" };
    } else if (TOO_FEW.test(text)) difference = { kind: "missing" };
    else if (given === ABSENT) difference = { kind: "optional" };
    else if (given !== undefined && wanted !== undefined) difference = { kind: "mismatch", given, wanted };
  }
  return { path, difference };
}

/** How the probe shows that a property may be absent. */
const ABSENT = "typeof absent";
