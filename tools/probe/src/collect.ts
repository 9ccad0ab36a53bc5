import { relative } from "node:path";
import type { Deviation, Example, Finding } from "./deviation.ts";

/** How many requests are shown for a deviation. */
const EXAMPLES = 3;

type Judge = Deviation["foundBy"][number];

interface Collected extends Omit<Deviation, "count" | "examples" | "foundBy"> {
  readonly foundBy: Set<Judge>;
  readonly examples: Example[];
}

/** Puts findings together that are one deviation. */
export class DeviationCollector {
  private readonly root: string;
  private readonly collected = new Map<string, Collected>();

  /** `root`: the folder that files are named from. */
  constructor(root: string) {
    this.root = root;
  }

  add(operation: string, { kind, message, source }: Finding, foundBy: readonly Judge[], example: Example): void {
    const { file, line, pointer } = source;
    const key = JSON.stringify([operation, kind, message, file, pointer]);
    const known = this.collected.get(key) ?? {
      operation,
      kind,
      message,
      file: relative(this.root, file),
      line,
      pointer,
      foundBy: new Set<Judge>(),
      examples: [],
    };
    this.collected.set(key, known);
    for (const judge of foundBy) known.foundBy.add(judge);
    known.examples.push(example);
  }

  deviations(): readonly Deviation[] {
    return [...this.collected.values()].map(({ foundBy, examples, ...rest }) => ({
      ...rest,
      foundBy: [...foundBy].sort(),
      count: examples.length,
      examples: examples.slice(0, EXAMPLES),
    }));
  }
}
