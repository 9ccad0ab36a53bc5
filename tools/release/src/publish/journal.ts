import type { RunStep, Step } from "./progress.ts";

/** What is known of a release that goes on, so that whatever ends it can say how things stand. */
export class Journal {
  /** The step that runs. */
  step: Step = "prepare";
  /** Whether the branch has the release commit; nothing is changed or published before. */
  committed = false;
  /** `<name>@<version>` of what was published in this run. */
  readonly published: string[] = [];
  private readonly print: RunStep;

  constructor(print: RunStep) {
    this.print = print;
  }

  /** Runs a step, and remembers which one. */
  readonly run: RunStep = async (step, action, describe) => {
    this.step = step;
    return await this.print(step, action, describe);
  };

  /** How things stand, in one line. */
  get state(): string {
    if (!this.committed) return "nothing is changed, and nothing was published";
    const published = this.published.length === 0 ? "nothing was published" : `published: ${this.published.join(", ")}`;
    return `the release is committed; ${published}; run it again, and it publishes only what is missing`;
  }
}
