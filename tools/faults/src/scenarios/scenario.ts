import type { Exports } from "../runner/outcome.ts";
import type { Subject } from "../subject.ts";

/** Something that shows in many calls only. */
export interface Scenario {
  readonly name: string;
  readonly applies?: (subject: Subject) => boolean;
  /** One platform is enough: it is about the runtime that all of them share, and takes a while. */
  readonly once?: true;
  /** What was seen, in a few words, and what is wrong with it. */
  readonly run: (subject: Subject, exports: Exports) => Promise<{ observed?: string; problems: readonly string[] }>;
}
