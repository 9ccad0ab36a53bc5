import {
  collect,
  type Direction,
  inDirection,
  isBytes,
  type Model,
  reachable,
  reaching,
  references,
  type Schema,
  type SchemaObject,
  unreadablePatterns,
} from "@workshop/openapi";
import { CheckExpression } from "./check-expression.ts";
import type { CheckScope } from "./expression-writer.ts";
import type { SchemaNames } from "./schema-names.ts";
import { SchemaParts } from "./schema-parts.ts";

/** Keywords that say something about a value and that the clients do not check: who uses one is told. */
const UNCHECKED = new Set(["$dynamicRef", "$recursiveRef", "dependencies"]);

const isPartly = (schema: SchemaObject): boolean =>
  unreadablePatterns(schema).length > 0 || Object.keys(schema).some((keyword) => UNCHECKED.has(keyword));

/** Writes schemas as checks of client-core: annotations left out, references by name. */
export class CheckWriter implements CheckScope {
  private readonly names: SchemaNames;
  private readonly model: Model;
  private readonly parts: SchemaParts;
  /** The schemas that values of requests come to: there, names that no schema knows are refused. */
  private readonly requested: ReadonlySet<string>;
  private readonly declarations = new Map<string, string>();
  private readonly unchecked = new Set<string>();
  /** The functions of client-core that `schemas.ts` names. */
  private readonly declaredImports = new Set<string>();
  /** The named schemas of which not everything is checked. */
  private partly: ReadonlySet<string> | undefined = undefined;
  private depth = 0;
  private namespace = "";

  constructor(names: SchemaNames) {
    this.names = names;
    this.model = names.model;
    this.parts = new SchemaParts(this.model);
    this.requested = requestedSchemas(this.model);
  }

  /**
   * The expression for a schema as one direction sees it, outside of `schemas.ts`.
   * @param use - tells by which name a function of client-core goes.
   * @param namespace - the name by which the module of the referred schemas goes.
   */
  write(schema: Schema, direction: Direction, use: (name: string) => string, namespace: string): string {
    this.namespace = namespace;
    return new CheckExpression(this, direction, use, direction === "request").entry(schema);
  }

  /** The module that declares every schema which was referred to; `undefined` if none was. */
  module(): string | undefined {
    if (this.declarations.size === 0) return undefined;
    const constants = [...this.declarations].map(
      ([name, text]) => `export const ${name}: Check = /* @__PURE__ */ lazy(() => ${text});\n`,
    );
    const functions = [...new Set(["lazy", ...this.declaredImports])].sort().join(", ");
    return `import { type Check, ${functions} } from "@org/client-core/generated";\n\n${constants.join("\n")}`;
  }

  /** What was met and cannot be checked. */
  notChecked(): string[] {
    return [...this.unchecked].sort();
  }

  /** @internal */
  note(what: string): void {
    this.unchecked.add(what);
  }

  /** @internal Bytes have no characters that could be counted: only a text in their place is checked. */
  noteBytes(schema: SchemaObject): void {
    if (!isBytes(schema)) return;
    for (const keyword of ["minLength", "maxLength"])
      if (schema[keyword] !== undefined) this.note(`${keyword} of bytes, which have no characters`);
  }

  /** @internal The schema with what does not travel in a direction left out. */
  seen(schema: SchemaObject, direction: Direction): SchemaObject {
    for (const keyword of Object.keys(schema)) if (UNCHECKED.has(keyword)) this.note(keyword);
    return inDirection(this.model, schema, direction);
  }

  /** @internal Whether all that a schema says is checked. */
  isChecked(schema: Schema): boolean {
    this.partly ??= reaching(this.model.schemas, isPartly);
    return !collect(schema).some(isPartly) && !references(schema).some((reference) => this.partly?.has(reference));
  }

  /** @internal */
  partsOf(schema: Schema): ReturnType<SchemaParts["of"]> {
    return this.parts.of(schema);
  }

  /** @internal */
  sharedBy(schema: Schema): ReadonlyMap<string, readonly Schema[]> {
    return this.parts.sharedBy(schema);
  }

  /** @internal */
  schemaOf(reference: string): Schema {
    return this.names.schemaOf(reference);
  }

  /** @internal The name of a referred schema, which is declared if it is not yet. */
  refer(reference: string, direction: Direction): string {
    const name = this.names.nameOf(reference, direction);
    if (!this.declarations.has(name)) {
      this.declarations.set(name, ""); // its place, and known to what it refers to
      this.depth++;
      const use = (used: string): string => {
        this.declaredImports.add(used);
        return used;
      };
      const expression = new CheckExpression(this, direction, use, this.requested.has(reference));
      this.declarations.set(name, expression.entry(this.names.schemaOf(reference)));
      this.depth--;
    }
    return this.depth === 0 ? `${this.namespace}.${name}` : name;
  }
}

/** The named schemas that values of requests come to. */
function requestedSchemas({ operations, schemas }: Model): ReadonlySet<string> {
  const bodiesAndParameters = operations.flatMap(({ parameters, requestBody }) => [
    ...parameters,
    ...(requestBody?.content ?? []),
  ]);
  return reachable(
    schemas,
    bodiesAndParameters.map(({ schema = true }) => schema),
  );
}
