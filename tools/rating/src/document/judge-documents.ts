import type { Model } from "@workshop/openapi";
import { type Models, type Verdict, verdictOf } from "../rating.ts";
import { Sameness } from "../sameness.ts";
import { componentName } from "../schema/parts.ts";
import { isSameValue } from "../schema/values.ts";
import { judgeOperations, pairedOperations } from "./operations.ts";
import { ReasonBook } from "./reasons.ts";
import { type Comparison, SchemaJudge } from "./schema-judge.ts";
import { judgeSecuritySchemes } from "./security.ts";
import { judgeServers } from "./servers.ts";
import { judgeWords } from "./words.ts";

/**
 * Rates a document against its predecessor from the point of view of who uses the client that is generated from it:
 * what they send must be taken as before, and what they read must be what they read before. Both are read into models,
 * with their overlays, and what no model has does not reach a client. What cannot be shown to be compatible is `major`.
 */
export function judgeDocuments({ old, next }: Models): Verdict {
  const book = new ReasonBook(old, next);
  const comparison = { old, next, book, schemas: new SchemaJudge(old, next, new Sameness(old, next), book) };
  const pairs = pairedOperations(comparison);
  judgeOperations(comparison, pairs);
  judgeSecuritySchemes(comparison);
  judgeServers(comparison);
  judgeNames(comparison);
  judgeWords(comparison, pairs);
  if (book.isEmpty && !isSameContract(contractOf(old), contractOf(next), "")) {
    book.add({
      bump: "patch",
      rule: "rewritten",
      old: old.source,
      next: next.source,
      message: () => "The document says the same in other words.",
    });
  }
  return verdictOf("document", book.all());
}

/**
 * Schemas whose types can be imported by name. What operations make of them is judged where they use them: a name alone
 * is no promise, because inlining or renaming a component changes nothing that is sent or read.
 */
function judgeNames({ old, next, book }: Comparison): void {
  for (const [reference, schema] of old.schemas) {
    const name = componentName({ $ref: reference });
    if (next.schemas.has(reference) || !isComponent(reference)) continue;
    book.add({
      bump: "minor",
      rule: "component-removed",
      old: typeof schema === "object" ? old.locate(schema) : undefined,
      message: () => `The name \`${name}\` of a schema is gone.`,
    });
  }
  for (const [reference, schema] of next.schemas) {
    const name = componentName({ $ref: reference });
    if (old.schemas.has(reference) || !isComponent(reference)) continue;
    book.add({
      bump: "minor",
      rule: "component-added",
      next: typeof schema === "object" ? next.locate(schema) : undefined,
      message: () => `The name \`${name}\` of a schema is new.`,
    });
  }
}

function isComponent(reference: string): boolean {
  return reference.startsWith("#/components/schemas/");
}

/** A model without its title, which is the file's name where the document has none, and what is told to who generates. */
function contractOf({ title: _title, notes: _notes, ...contract }: Model): Partial<Model> {
  return contract;
}

/** What stays in the workshop: where something stands, which OpenAPI it is written in, what only tests ask for. */
const UNNOTICED = new Set(["document", "openapi", "platform", "scope", "source", "unwritable"]);

/** Values that are data, or that have their place in a list. */
const ORDERED = new Set(["const", "default", "examples", "prefixItems"]);

/** Whether two parts of models say the same in the same words. All lists are sets: where order decides, it was judged. */
function isSameContract(one: unknown, other: unknown, key: string): boolean {
  if (one === other || typeof one === "function") return true;
  if (ORDERED.has(key)) return isSameValue(one, other);
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item) => other.some((known) => isSameContract(item, known, "")));
  }
  if (one instanceof Map && other instanceof Map) {
    return one.size === other.size && [...one].every(([name, value]) => isSameContract(value, other.get(name), ""));
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => UNNOTICED.has(name) || isSameContract(Reflect.get(one, name), Reflect.get(other, name), name),
  );
}
