import type { Comparison } from "./comparison.ts";
import { nodeIn } from "./document-side.ts";

/**
 * Schemas that can be imported by name. What operations make of them is judged where they use them: a name alone is no
 * promise, because inlining or renaming a component changes nothing that is sent or read.
 */
export function judgeComponents({ old, next, book }: Comparison): void {
  const [before, after] = [nodeIn(old.data.components, "schemas"), nodeIn(next.data.components, "schemas")];
  for (const name of Object.keys(before)) {
    if (Object.hasOwn(after, name)) continue;
    book.add({
      bump: "minor",
      rule: "component-removed",
      old: { node: before, key: name },
      message: () => `The name \`${name}\` of a schema is gone.`,
    });
  }
  for (const name of Object.keys(after)) {
    if (Object.hasOwn(before, name)) continue;
    book.add({
      bump: "minor",
      rule: "component-added",
      next: { node: after, key: name },
      message: () => `The name \`${name}\` of a schema is new.`,
    });
  }
}
