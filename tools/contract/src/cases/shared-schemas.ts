import { bareReference, collect, type Model, type Schema, type SchemaObject } from "@workshop/openapi";
import type { Choice, Edge } from "@workshop/samples";
import type { Clause } from "./case.ts";

/** A schema with a name, to which many operations may lead. */
const SHARED = /^#\/components\/schemas\/[^/]+$/;

/**
 * Keeps book of the schemas that many operations share. The ways and limits of each are tried by the first operation that
 * can, in a role, so that the number of cases grows with the document, not with the product of its operations and schemas.
 * The others are still called and answered with all of it: filled and minimal.
 */
export class SharedSchemas {
  private readonly shared = new Set<SchemaObject>();
  private readonly known = new Map<string, Set<SchemaObject>>();
  private readonly done = new Set<string>();
  private current: (readonly [key: string, schema: SchemaObject])[] = [];

  constructor(model: Model) {
    for (const [reference, schema] of model.schemas) {
      if (SHARED.test(reference)) for (const part of collect(schema)) this.shared.add(part);
    }
  }

  /** Whether another operation has taken a way. */
  isTaken(role: string, choice: Choice): boolean {
    return this.isKnown(`${role} ${wayOf(choice)}`, choice.point.schema);
  }

  /** The operation at hand has taken a way, and there is a case of it. */
  take(role: string, choice: Choice | undefined): void {
    if (choice !== undefined) this.note(`${role} ${wayOf(choice)}`, choice.point.schema);
  }

  /** Whether another operation has tried an edge, and all unions that it may break. */
  isTried(role: string, edge: Edge): boolean {
    const { origin, alike, unions } = edge;
    if (origin === undefined) return false;
    if (![origin, ...alike].every((one) => this.isKnown(`${role} ${limitOf(edge)}`, one))) return false;
    return unions.every((union) => this.isKnown(`${role} ${UNION}`, union));
  }

  /** The operation at hand has tried an edge, and there is a case of it. */
  try(role: string, edge: Edge): void {
    const { origin, alike } = edge;
    if (origin !== undefined) for (const one of [origin, ...alike]) this.note(`${role} ${limitOf(edge)}`, one);
    for (const union of edge.unions) this.note(`${role} ${UNION}`, union);
  }

  /** Whether other operations have tried all that can be tried of a schema that is no more than a reference. */
  isDone(role: string, schema: Schema): boolean {
    return this.done.has(`${role} ${bareReference(schema)}`);
  }

  /** There was nothing to try of a schema that others had not tried. */
  noteDone(role: string, schema: Schema): void {
    const reference = bareReference(schema);
    if (reference !== undefined) this.done.add(`${role} ${reference}`);
  }

  /** What the operation at hand has shown is known from now on. */
  finish(): void {
    for (const [key, schema] of this.current) {
      const ofKey = this.known.get(key) ?? new Set();
      this.known.set(key, ofKey.add(schema));
    }
    this.current = [];
  }

  private isKnown(key: string, schema: SchemaObject): boolean {
    return this.known.get(key)?.has(schema) === true;
  }

  private note(key: string, schema: SchemaObject): void {
    if (this.shared.has(schema)) this.current.push([key, schema]);
  }
}

const UNION = "union";

const wayOf = ({ point, index }: Choice): string => `way ${point.keyword} ${index}`;

/** Which limit of its schema an edge is at. */
function limitOf({ side, keyword, change, place, words }: Edge): string {
  const which = change.kind === "remove" ? place.at(-1) : keyword === "properties" ? words : "";
  return `${side} ${keyword} ${which}`;
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
