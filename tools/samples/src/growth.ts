import { children, IN_PLACE, type Model, type Schema } from "@workshop/openapi";

/** So many schemas with names are shown in a sample without a question asked; nearly all documents need fewer. */
const LARGEST = 24;

/**
 * Keeps a sample of schemas that lead to each other from growing without an end: from some size on each is shown where it is
 * nearest to the root, and once. So every one of them is shown, and samples grow with the number of schemas, not of ways.
 */
export class Growth {
  private total = 0;
  private readonly shown = new Set<string>();
  private readonly levels: ReadonlyMap<string, number>;

  /** @param isPart - whether only a part of the sample is looked at, so that it cannot be told how large the whole is */
  constructor(model: Model, root: Schema, isPart = false) {
    this.levels = levelsOf(model, root);
    if (isPart && this.levels.size > LARGEST) this.total = LARGEST;
  }

  /**
   * Whether a schema is to be shown with all that it has.
   * @param at - where in the value, for example `body.owner`
   */
  admits(schema: Schema, at: string): boolean {
    const references = referencesInPlace(schema);
    if (references.length === 0) return true;
    const level = at === "" ? 0 : at.split(".").length;
    const isNearest = references.some((reference) => {
      if (this.shown.has(reference) || level > (this.levels.get(reference) ?? 0)) return false;
      this.shown.add(reference);
      return true;
    });
    this.total += 1;
    return isNearest || this.total <= LARGEST;
  }
}

/** The references that describe the very value. */
function referencesInPlace(schema: Schema): string[] {
  if (typeof schema === "boolean") return [];
  const inner = children(schema).filter(({ keyword }) => IN_PLACE.has(keyword));
  return [
    ...(schema.$ref === undefined ? [] : [schema.$ref]),
    ...inner.flatMap((one) => referencesInPlace(one.schema)),
  ];
}

const known = new WeakMap<Model, WeakMap<object, ReadonlyMap<string, number>>>();

/** How deep in a value each schema is met first. */
function levelsOf(model: Model, root: Schema): ReadonlyMap<string, number> {
  if (typeof root === "boolean") return new Map();
  const ofModel = known.get(model) ?? new WeakMap<object, ReadonlyMap<string, number>>();
  known.set(model, ofModel);
  const cached = ofModel.get(root);
  if (cached !== undefined) return cached;
  const levels = new Map<string, number>();
  let waiting: { readonly schema: Schema; readonly level: number }[] = [{ schema: root, level: 0 }];
  // Level by level, so that the first way to a schema is a shortest one.
  for (let level = 0; waiting.length > 0; level += 1) {
    const later: typeof waiting = [];
    for (const one of waiting) {
      if (one.level > level) {
        later.push(one);
        continue;
      }
      if (typeof one.schema === "boolean") continue;
      const { $ref } = one.schema;
      if ($ref !== undefined && !levels.has($ref)) {
        levels.set($ref, level);
        waiting.push({ schema: model.schemas.get($ref) ?? true, level });
      }
      for (const { schema, keyword } of children(one.schema)) {
        if (IN_PLACE.has(keyword)) waiting.push({ schema, level });
        else later.push({ schema, level: level + 1 });
      }
    }
    waiting = later;
  }
  ofModel.set(root, levels);
  return levels;
}
