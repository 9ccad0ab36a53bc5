import { isNode } from "../document-side.ts";
import { ANNOTATIONS, listOf, type Part } from "./dialect.ts";
import { isSameValue } from "./same-value.ts";
import { ALL_TYPES, shared, typeOfValue, typesOfKeyword, type ValueType, without } from "./value-types.ts";

/** `anyOf` or `oneOf`. */
export interface Union {
  readonly kind: "anyOf" | "oneOf";
  readonly branches: readonly unknown[];
  readonly part: Part;
}

/** The types that schemas allow together, alternatives left out. */
export function typesOf(parts: readonly Part[]): ReadonlySet<ValueType> {
  let types = ALL_TYPES;
  for (const { keywords } of parts) {
    if (keywords.type !== undefined) types = shared(types, typesOfKeyword(keywords.type));
    const { multipleOf } = keywords;
    if (typeof multipleOf === "number" && Number.isInteger(multipleOf))
      types = without(types, new Set(["fraction"] as const));
  }
  const values = valuesOf(parts);
  return values === undefined ? types : shared(types, new Set(values.map(typeOfValue)));
}

/** The values that schemas list together; `undefined` where none lists any. */
export function valuesOf(parts: readonly Part[]): readonly unknown[] | undefined {
  let values: readonly unknown[] | undefined;
  for (const { keywords } of parts) {
    const lists = [
      ...(Array.isArray(keywords.enum) ? [keywords.enum as readonly unknown[]] : []),
      ...(Object.hasOwn(keywords, "const") ? [[keywords.const]] : []),
    ];
    for (const list of lists) {
      values = values?.filter((value) => list.some((other) => isSameValue(value, other))) ?? list;
    }
  }
  return values;
}

/** The alternatives of one schema that leave a choice. */
export function unionsOf(part: Part): Union[] {
  return (["anyOf", "oneOf"] as const).flatMap((kind) => {
    const branches = alternatives(part, kind);
    if (branches.length === 0 || (kind === "anyOf" && branches.some(isOpen))) return [];
    return { kind, branches, part };
  });
}

function alternatives(part: Part, kind: "anyOf" | "oneOf"): unknown[] {
  return listOf(part, kind)
    .filter((branch) => branch !== false)
    .flatMap((branch) => {
      const isNested = isNode(branch) && kind === "anyOf" && Object.keys(branch).join() === kind;
      return isNested ? alternatives({ raw: branch, keywords: branch }, kind) : [branch];
    });
}

function isOpen(branch: unknown): boolean {
  return branch === true || (isNode(branch) && Object.keys(branch).every((key) => ANNOTATIONS.has(key)));
}

const unionless = new WeakMap<Part, Part>();

/** The same schema without its alternatives, and what tells them apart; always the same object. */
export function withoutUnions(part: Part): Part {
  if (part.keywords.anyOf === undefined && part.keywords.oneOf === undefined) return part;
  let stripped = unionless.get(part);
  if (stripped === undefined) {
    const { anyOf: _any, oneOf: _one, discriminator: _by, ...keywords } = part.keywords;
    stripped = { raw: part.raw, keywords };
    unionless.set(part, stripped);
  }
  return stripped;
}
