import { collect, type Model, type SchemaObject } from "@workshop/openapi";
import type { Choice, Edge } from "@workshop/samples";
import type { Clause } from "./case.ts";

/** A schema with a name, to which many operations may lead. */
const SHARED = /^#\/components\/schemas\/[^/]+$/;

/**
 * Keeps book of the schemas that many operations share. The ways and limits of each are tried by the first operation that
 * uses it in a role, so that the number of cases grows with the document, not with the product of its operations and schemas.
 * The others are still called and answered with all of it: filled and minimal.
 */
export class SharedSchemas {
  private readonly owners = new Map<SchemaObject, string>();
  private readonly shown = new Set<string>();
  private readonly current = new Set<string>();

  constructor(model: Model) {
    for (const [reference, schema] of model.schemas) {
      if (!SHARED.test(reference)) continue;
      for (const part of collect(schema)) this.owners.set(part, reference);
    }
  }

  /** Whether another operation has taken the ways of a choice already. */
  isTaken(role: string, { point }: Choice): boolean {
    return this.isShown(role, this.owners.get(point.schema));
  }

  /** Whether another operation has tried an edge already. If not, it counts as tried when the operation is finished. */
  isTried(role: string, { origin, unions }: Edge): boolean {
    const owner = origin === undefined ? undefined : this.owners.get(origin);
    // A union of the operation's own may be broken by it, too.
    if (this.isShown(role, owner) && unions.every((union) => this.isShown(role, this.owners.get(union)))) return true;
    if (owner !== undefined) this.current.add(`${role} ${owner}`);
    return false;
  }

  /** What the operation at hand has shown is known from now on. */
  finish(): void {
    for (const key of this.current) this.shown.add(key);
    this.current.clear();
  }

  private isShown(role: string, owner: string | undefined): boolean {
    return owner !== undefined && this.shown.has(`${role} ${owner}`);
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
