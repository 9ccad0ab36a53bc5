import { compareBumps, type Reason } from "../verdict.ts";
import type { DocumentSide } from "./document-side.ts";

/** A place in one of the two documents: a node, or one of its keys. */
export interface Site {
  readonly node: object;
  readonly key?: string | undefined;
}

/** A change, before it is known where it stands. */
export interface Finding {
  readonly bump: Reason["bump"];
  readonly rule: string;
  /** Where the old document says it; absent for what was added. */
  readonly old?: Site | undefined;
  /** Where the new document says it; absent for what was removed. */
  readonly next?: Site | undefined;
  /** The sentence; it is given the words for the place. */
  readonly message: (place: string) => string;
}

/** Collects what was found, each thing once however many operations it reaches. */
export class ReasonBook {
  private readonly old: DocumentSide;
  private readonly next: DocumentSide;
  private readonly reasons = new Map<string, Reason>();
  private readonly describe: (side: DocumentSide, pointer: string) => string;

  constructor(old: DocumentSide, next: DocumentSide, describe: (side: DocumentSide, pointer: string) => string) {
    this.old = old;
    this.next = next;
    this.describe = describe;
  }

  add(finding: Finding): void {
    const side = finding.next === undefined ? this.old : this.next;
    const site = finding.next ?? finding.old;
    const pointer = site === undefined ? "" : side.pointerOf(site.node, site.key);
    const message = finding.message(this.describe(side, pointer));
    const key = `${pointer}\n${message}`;
    const known = this.reasons.get(key);
    if (known !== undefined && compareBumps(known.bump, finding.bump) >= 0) return;
    const { old, next } = finding;
    this.reasons.set(key, {
      bump: finding.bump,
      rule: finding.rule,
      pointer,
      oldLine: old === undefined ? undefined : this.old.lineOf(old.node, old.key),
      newLine: next === undefined ? undefined : this.next.lineOf(next.node, next.key),
      message,
    });
  }

  /** The words for a node of one of the documents. */
  words(age: DocumentSide["age"], node: object): string {
    const side = age === "old" ? this.old : this.next;
    return this.describe(side, side.pointerOf(node));
  }

  /** The worst first, then in the order of the document. */
  all(): Reason[] {
    return [...this.reasons.values()].sort(
      (one, other) =>
        compareBumps(other.bump, one.bump) || (one.newLine ?? one.oldLine ?? 0) - (other.newLine ?? other.oldLine ?? 0),
    );
  }

  get isEmpty(): boolean {
    return this.reasons.size === 0;
  }
}
