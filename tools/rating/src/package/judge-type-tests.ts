import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type Diagnostic } from "../compile.ts";
import { type Reason, type Verdict, verdictOf } from "../rating.ts";
import { packageFolder } from "../sides/package-side.ts";

const TESTS = "test/types.test-d.ts";
/** "Unused '@ts-expect-error' directive". */
const NOW_COMPILES = "TS2578";
/** How expect-type's exact comparison fails. */
const NOT_EQUAL: ReadonlySet<string> = new Set(["TS2344", "TS2554"]);

/**
 * Compiles the old state's own type tests against the new package: they say how the package is meant to be used. What no
 * longer compiles breaks users; what was meant not to compile and does is new; an assertion of an exact type says no more
 * than that the type is another one, so that the judge of the types has to say which of the two it is.
 *
 * @param folder both states, laid out; what tests import is linked there.
 * @returns `undefined` where the old state had no such tests.
 */
export async function judgeTypeTests(folder: string, platform: string): Promise<Verdict | undefined> {
  const tests = join(packageFolder(platform), TESTS);
  const [old, next] = [join("old", tests), join("next", tests)];
  if (!existsSync(join(folder, old))) return undefined;
  cpSync(join(folder, old), join(folder, next));
  const diagnostics = await compile(folder, [old, next]);
  // What fails with the old package, too, does so for another reason than the change.
  const known = new Set(diagnostics.filter(({ file }) => file === old).map(({ line, code }) => `${line} ${code}`));
  const lines = readFileSync(join(folder, old), "utf8").split("\n");
  const reasons = diagnostics
    .filter(({ file, line, code }) => file === next && !known.has(`${line} ${code}`))
    .map((diagnostic) => reasonFor(diagnostic, lines));
  return verdictOf("type tests", reasons);
}

function reasonFor({ line, code, text }: Diagnostic, lines: readonly string[]): Reason {
  const place = { pointer: "", oldLine: undefined, newLine: undefined };
  const tested = (number: number): string => `\`${lines[number - 1]?.trim() ?? ""}\` (${TESTS}:${number})`;
  if (code === NOW_COMPILES) {
    return { ...place, bump: "minor", rule: "refused-call-compiles", message: `It compiles now: ${tested(line + 1)}.` };
  }
  if (NOT_EQUAL.has(code) && lines[line - 1]?.includes("toEqualTypeOf")) {
    return { ...place, bump: "minor", rule: "exact-type-changed", message: `Another type now: ${tested(line)}.` };
  }
  const why = text[0] ?? code;
  return {
    ...place,
    bump: "major",
    rule: "call-no-longer-compiles",
    message: `No longer compiles: ${tested(line)}: ${why}`,
  };
}
