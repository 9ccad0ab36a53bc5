import { APPLICATORS, type Model } from "@workshop/openapi";

/** What is for people, or says where something stands: a difference there is none of what is meant. */
const IGNORED = new Set([
  "$comment",
  "description",
  "examples",
  "externalDocs",
  "source",
  "summary",
  "tags",
  "title",
  "unwritable",
]);

/** What a mapping is: a part of the model, names that the vendor gives, or data, in which no key means anything. */
type Kind = "data" | "names" | "part";

/** Keywords whose value is data. */
const DATA = new Set(["const", "default", "enum"]);

/** What a part of a model looks like: the same number for the same look, and the references in it. */
interface Look {
  readonly id: number;
  readonly references: ReadonlySet<string>;
}

const NO_REFERENCES: ReadonlySet<string> = new Set();

/**
 * Tells which parts of two models are alike, with everything that they refer to. Most of a document does not change, and
 * what did not change need not be compared.
 */
export class Sameness {
  private readonly old: Model;
  private readonly next: Model;
  private readonly ids = new Map<string, number>();
  private readonly looks = new Map<object, Look>();
  private changed: ReadonlySet<string> | undefined;

  constructor(old: Model, next: Model) {
    this.old = old;
    this.next = next;
  }

  /** Whether two parts look the same, and all that they refer to does, too. */
  isSame(old: unknown, next: unknown): boolean {
    return (
      this.looksSame(old, next) && [...this.lookOf(old).references].every((reference) => !this.isChanged(reference))
    );
  }

  /** Whether two parts look the same, whatever has become of what they refer to. */
  looksSame(old: unknown, next: unknown): boolean {
    return this.lookOf(old).id === this.lookOf(next).id;
  }

  /** All that a part refers to, in one step or many, and that does not look the same in both models; sorted. */
  changedBelow(part: unknown): string[] {
    const reached = new Set(this.lookOf(part).references);
    // A set goes on to what is added while it is gone through.
    for (const reference of reached) {
      for (const inner of this.lookOf(this.next.schemas.get(reference)).references) reached.add(inner);
    }
    return [...reached]
      .filter((reference) => !this.looksSame(this.old.schemas.get(reference), this.next.schemas.get(reference)))
      .sort();
  }

  private lookOf(value: unknown, kind: Kind = "part"): Look {
    if (typeof value !== "object" || value === null)
      return { id: this.idOf(JSON.stringify(value) ?? "absent"), references: NO_REFERENCES };
    const known = this.looks.get(value);
    if (known !== undefined) return known;
    const references = new Set(referencesOf(value));
    const inner = (child: unknown, of: Kind): number => {
      const look = this.lookOf(child, of);
      for (const reference of look.references) references.add(reference);
      return look.id;
    };
    let text: string;
    if (Array.isArray(value)) text = `[${value.map((item) => inner(item, kind === "data" ? kind : "part")).join()}]`;
    else {
      const members = value instanceof Map ? [...value] : Object.entries(value);
      const written = members
        .filter(([key]) => kind !== "part" || value instanceof Map || !IGNORED.has(key))
        .map(([key, child]) => `${JSON.stringify(key)}:${inner(child, kindBelow(kind, key))}`);
      text = `{${written.sort().join()}}`;
    }
    const look = { id: this.idOf(text), references };
    this.looks.set(value, look);
    return look;
  }

  private idOf(text: string): number {
    const id = this.ids.get(text) ?? this.ids.size;
    this.ids.set(text, id);
    return id;
  }

  /** Whether what a reference leads to differs, or refers to what differs. */
  private isChanged(reference: string): boolean {
    this.changed ??= this.changedReferences();
    return this.changed.has(reference);
  }

  private changedReferences(): ReadonlySet<string> {
    const referredBy = new Map<string, string[]>();
    const changed = new Set<string>();
    for (const reference of new Set([...this.old.schemas.keys(), ...this.next.schemas.keys()])) {
      const [old, next] = [this.old, this.next].map(({ schemas }) => this.lookOf(schemas.get(reference)));
      if (old?.id !== next?.id) changed.add(reference);
      for (const inner of next?.references ?? []) {
        referredBy.set(inner, [...(referredBy.get(inner) ?? []), reference]);
      }
    }
    for (const reference of changed) for (const holder of referredBy.get(reference) ?? []) changed.add(holder);
    return changed;
  }
}

function kindBelow(kind: Kind, key: string): Kind {
  if (kind !== "part") return kind === "data" ? "data" : "part";
  if (DATA.has(key)) return "data";
  return APPLICATORS.get(key) === "mapping" ? "names" : "part";
}

/** What one node itself refers to. A discriminator may name a schema by reference or by its plain name. */
function referencesOf(node: object): string[] {
  const { $ref, mapping } = node as { readonly $ref?: unknown; readonly mapping?: unknown }; // any node may have them
  const named = typeof mapping === "object" && mapping !== null ? Object.values(mapping) : [];
  return [
    ...(typeof $ref === "string" ? [$ref] : []),
    ...named.map((name) => (String(name).startsWith("#") ? String(name) : `#/components/schemas/${String(name)}`)),
  ];
}
