import { isNode, type Node, nodeIn } from "../document-side.ts";
import type { Conjunction } from "./conjunction.ts";
import type { Inclusion } from "./inclusion.ts";
import { violationOf } from "./limits.ts";
import type { Violation } from "./violation.ts";

/** Which property tells alternatives apart, and by which values. Types are narrowed by it. */
export function checkDiscriminator(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = discriminatorOf(narrow);
  const asked = discriminatorOf(wide);
  if (asked === undefined) return [];
  if (own === undefined) {
    // A reader can no longer tell by it; to a writer it is a hint.
    const isBreaking = inclusion.direction === "answer" && !inclusion.isForward;
    return [{ ...violationOf(narrow, wide, "discriminator"), ...(isBreaking ? {} : { isGentle: true }) }];
  }
  if (own.propertyName !== asked.propertyName) {
    return [violationOf(narrow, wide, "discriminator", own.propertyName, asked.propertyName)];
  }
  const known = nodeIn(own, "mapping");
  const mapping = nodeIn(asked, "mapping");
  return Object.keys(known)
    .filter((value) => !isSameTarget(inclusion, narrow, wide, known[value], mapping[value] ?? value))
    .map((value) => ({ ...violationOf(narrow, wide, "discriminator"), subject: value }));
}

/** Whether two values of a mapping mean the same schema, which may have got another name. */
function isSameTarget(
  inclusion: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  own: unknown,
  asked: unknown,
): boolean {
  const [name, other] = [nameOf(own), nameOf(asked)];
  if (name === other) return true;
  if (name === undefined || other === undefined || wide.defines(name) || !wide.defines(other)) return false;
  const [source, target] = [name, other].map((one) => ({ $ref: `#/components/schemas/${one}` }));
  return inclusion.fragments.holds(narrow.all([source]), wide.all([target]));
}

function discriminatorOf(schema: Conjunction): Node | undefined {
  const discriminator = schema.having("discriminator")[0]?.keywords.discriminator;
  return isNode(discriminator) ? discriminator : undefined;
}

/** A mapping names a schema by reference or by its plain name. */
function nameOf(target: unknown): string | undefined {
  return typeof target === "string" ? target.split("/").at(-1) : undefined;
}
