import fc from "fast-check";

/**
 * A JSON value, changed in one place or left as it is: a property left out or added, a value put in the place of another.
 * What is valid for a schema becomes what nearly is.
 */
export function distorted(value: unknown): fc.Arbitrary<unknown> {
  const here = fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: OTHERS });
  if (Array.isArray(value)) {
    const items: fc.Arbitrary<unknown>[] = [
      here,
      fc.constant(value.slice(1)),
      fc.constant(value.slice(0, -1)),
      OTHERS.map((other) => [...value, other]),
    ];
    for (const [index, item] of value.entries()) items.push(distorted(item).map((other) => value.with(index, other)));
    return fc.oneof(...items);
  }
  if (typeof value !== "object" || value === null) return here;
  const changes: fc.Arbitrary<unknown>[] = [here, OTHERS.map((other) => ({ ...value, later: other }))];
  for (const [name, member] of Object.entries(value)) {
    const { [name]: _left, ...rest } = value as Record<string, unknown>;
    changes.push(fc.constant(rest));
    changes.push(distorted(member).map((other) => ({ ...value, [name]: other })));
  }
  return fc.oneof(...changes);
}

const OTHERS = fc.constantFrom<unknown>(
  ...[null, true, 0, 1.5, "", "later", "2026-01-01T00:00:00Z", [], ["a"], [1], {}, { a: 1 }],
);

/** The TypeScript type that has just this value, so that what it is assigned to is checked in full. */
export function literalType(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalType).join(", ")}]`;
  if (value instanceof Blob) return "Blob";
  if (typeof value === "bigint") return "bigint";
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${literalType(member)}`)
    .join("; ")} }`;
}
