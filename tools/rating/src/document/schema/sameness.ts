import { type DocumentSide, isNode } from "../document-side.ts";

/** Keywords that are for people: a difference there is none of what is meant. */
const WORDS = new Set(["$comment", "description", "example", "examples", "externalDocs", "title"]);

/** What a schema looks like: the same number for the same look, and the references in it. */
interface Look {
  readonly id: number;
  readonly references: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Tells which schemas of two documents are written alike, with everything that they refer to. Most of a document does
 * not change, and what did not change need not be compared.
 */
export class Sameness {
  private readonly old: DocumentSide;
  private readonly next: DocumentSide;
  private readonly ids = new Map<string, number>();
  private readonly looks = new Map<object, Look>();
  private changed: ReadonlySet<string> | undefined;

  constructor(old: DocumentSide, next: DocumentSide) {
    this.old = old;
    this.next = next;
  }

  isSame(old: unknown, next: unknown): boolean {
    if (this.old.is30 !== this.next.is30) return false;
    const look = this.lookOf(old);
    if (look.id !== this.lookOf(next).id) return false;
    if (look.references.size === 0) return true;
    this.changed ??= this.changedReferences();
    const { changed } = this;
    return [...look.references].every((reference) => !changed.has(reference));
  }

  private lookOf(value: unknown, isNamed = false): Look {
    if (typeof value !== "object" || value === null)
      return { id: this.idOf(JSON.stringify(value) ?? "absent"), references: NONE };
    const known = this.looks.get(value);
    if (known !== undefined) return known;
    const references = new Set<string>();
    const inner = (child: unknown, named: boolean): number => {
      const look = this.lookOf(child, named);
      for (const reference of look.references) references.add(reference);
      return look.id;
    };
    let text: string;
    if (Array.isArray(value)) text = `[${value.map((item) => inner(item, false)).join()}]`;
    else {
      const keys = Object.keys(value).filter((key) => isNamed || !WORDS.has(key));
      const members = keys.sort().map((key) => {
        const isMapping = !isNamed && (key === "properties" || key === "patternProperties");
        return `${JSON.stringify(key)}:${inner(Reflect.get(value, key), isMapping)}`;
      });
      text = `{${members.join()}}`;
    }
    if (isNode(value) && typeof value.$ref === "string") references.add(value.$ref);
    const look = { id: this.idOf(text), references };
    this.looks.set(value, look);
    return look;
  }

  private idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(text, id);
    }
    return id;
  }

  /** The references whose targets differ, or refer to what differs. */
  private changedReferences(): ReadonlySet<string> {
    const targets = new Map<string, Look>();
    const changed = new Set<string>();
    const open = [this.old, this.next].flatMap(({ data }) => [...this.lookOf(data).references]);
    for (const reference of open) {
      if (targets.has(reference)) continue;
      const [old, next] = [this.old, this.next].map((side) => this.lookOf(side.target(reference)));
      if (old === undefined || next === undefined) continue;
      targets.set(reference, old);
      if (old.id !== next.id) changed.add(reference);
      open.push(...old.references, ...next.references);
    }
    for (let before = -1; before < changed.size; ) {
      before = changed.size;
      for (const [reference, { references }] of targets) {
        if ([...references].some((inner) => changed.has(inner))) changed.add(reference);
      }
    }
    return changed;
  }
}
