import { collect, type Model, type SchemaObject } from "@workshop/openapi";
import type { Choice, Edge } from "@workshop/samples";
import type { Clause } from "./case.ts";

/** A schema with a name, to which many operations may lead. */
const SHARED = /^#\/components\/schemas\/[^/]+$/;

/** What is tried of a schema: each of the ways that it leaves, or each of its limits. */
type Tried = "limits" | "ways";

/**
 * Keeps book of the schemas that many operations share. The ways and limits of each are tried by the first operation that
 * uses it in a role, so that the number of cases grows with the document, not with the product of its operations and schemas.
 * The others are still called and answered with all of it: filled and minimal.
 */
export class SharedSchemas {
  private readonly shared = new Set<SchemaObject>();
  private readonly known = new Map<string, Set<SchemaObject>>();
  private current: (readonly [key: string, schema: SchemaObject])[] = [];

  constructor(model: Model) {
    for (const [reference, schema] of model.schemas) {
      if (SHARED.test(reference)) for (const part of collect(schema)) this.shared.add(part);
    }
  }

  /** Whether another operation has taken the ways of a choice already. If not, the operation at hand takes them. */
  isTaken(role: string, { point }: Choice): boolean {
    if (this.isKnown(role, "ways", point.schema)) return true;
    this.note(role, "ways", point.schema);
    return false;
  }

  /** Whether another operation has tried an edge already. If not, the operation at hand tries it. */
  isTried(role: string, { origin, unions }: Edge): boolean {
    if (origin === undefined) return false;
    // A union of the operation's own may be broken by it, too.
    const all = [origin, ...unions];
    if (all.every((schema) => this.isKnown(role, "limits", schema))) return true;
    for (const schema of all) this.note(role, "limits", schema);
    return false;
  }

  /** What the operation at hand has shown is known from now on. */
  finish(): void {
    for (const [key, schema] of this.current) {
      const ofKey = this.known.get(key) ?? new Set();
      this.known.set(key, ofKey.add(schema));
    }
    this.current = [];
  }

  private isKnown(role: string, tried: Tried, schema: SchemaObject): boolean {
    return this.known.get(`${role} ${tried}`)?.has(schema) === true;
  }

  private note(role: string, tried: Tried, schema: SchemaObject): void {
    if (this.shared.has(schema)) this.current.push([`${role} ${tried}`, schema]);
  }
}

/** The same use of schemas in many operations: bodies of one media type, successes of one, failures of one. */
export function roleOf(scope: string): string {
  return scope.replace(/^response ([1-5]|default)\S*/, "response $1");
}

const keys = new WeakMap<Clause, string>();

/** What a clause of a shared schema has in common with itself in other operations; `undefined` for one of no such schema. */
export function sharedKey(clause: Clause): string | undefined {
  const { scope, source, side } = clause;
  if (!source.pointer.startsWith("/components/schemas/")) return undefined;
  const role = roleOf(scope);
  if (!/^(?:body|response) /.test(role)) return undefined;
  const known = keys.get(clause) ?? `${role} ${source.file}#${source.pointer} ${side}`;
  keys.set(clause, known);
  return known;
}
