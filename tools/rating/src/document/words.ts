import {
  children,
  type MediaType,
  type Model,
  type Operation,
  type Response,
  type Schema,
  type Source,
  type Subschema,
} from "@workshop/openapi";
import { isSameValue } from "../schema/values.ts";
import type { OperationPair } from "./operations.ts";
import type { Comparison } from "./schema-judge.ts";

/** Words and deprecations, compared place by place, as far as clients carry them. */
export function judgeWords(comparison: Comparison, pairs: readonly OperationPair[]): void {
  const { old, next } = comparison;
  const words = new Words(comparison);
  const info = ({ source, within }: Model): Source => within(source, "info");
  // Without a title of its own a document is called like its file.
  const titled = [old, next].every(({ title, platform }) => title !== platform);
  if (titled) words.compare(old, next, [info(old), info(next)], ["title"]);
  for (const [one, other] of matched(old.servers, next.servers, ({ template }) => template)) {
    words.compare(one, other, [one.source, other.source], ["description"]);
  }
  for (const [one, other] of matched(old.securitySchemes, next.securitySchemes, ({ name }) => name)) {
    words.compare(one, other, [one.source, other.source], ["description"]);
    if (one.type !== "oauth2" || other.type !== "oauth2") continue;
    for (const [flow, same] of matched(one.flows, other.flows, ({ grant }) => grant)) {
      const kept = Object.keys(flow.scopes).filter((scope) => Object.hasOwn(same.scopes, scope));
      const sources = [old.within(flow.source, "scopes"), next.within(same.source, "scopes")] as const;
      words.compare(flow.scopes, same.scopes, sources, kept);
    }
  }
  for (const [one, other] of pairs) words.ofOperation(one, other);
  for (const [reference, schema] of old.schemas) {
    const other = next.schemas.get(reference);
    if (other !== undefined) words.ofSchema(schema, other);
  }
}

/** Those of two lists that are called the same. */
function matched<Thing>(
  old: readonly Thing[],
  next: readonly Thing[],
  nameOf: (thing: Thing) => string,
): (readonly [Thing, Thing])[] {
  const named = new Map(next.map((thing) => [nameOf(thing), thing]));
  return old.flatMap((thing) => {
    const other = named.get(nameOf(thing));
    return other === undefined ? [] : [[thing, other] as const];
  });
}

type Described = object | undefined;

/** What a schema says for people. Examples are for them, too: they end up in the documentation. */
const WORDS_OF_SCHEMAS = ["$comment", "description", "examples", "externalDocs", "title", "xml"];

class Words {
  private readonly comparison: Comparison;

  constructor(comparison: Comparison) {
    this.comparison = comparison;
  }

  /** Compares what two nodes say under some keys. */
  compare(old: Described, next: Described, sources: readonly [Source, Source], keys: readonly string[]): void {
    for (const key of keys) {
      const [was, is] = [old, next].map((node): unknown => node && Reflect.get(node, key));
      if (isSameValue(was, is)) continue;
      this.comparison.book.add({
        bump: "patch",
        rule: "documentation-changed",
        old: was === undefined ? undefined : this.comparison.old.within(sources[0], key),
        next: this.comparison.next.within(sources[1], key),
        message: (place) => `${place}: the documentation has changed (\`${key}\`).`,
      });
    }
  }

  ofOperation(old: Operation, next: Operation): void {
    this.compare(old, next, [old.source, next.source], ["summary", "description", "tags"]);
    this.ofDeprecation(old.deprecated, next.deprecated, [old.source, next.source]);
    for (const [one, other] of matched(
      old.parameters,
      next.parameters,
      (parameter) => `${parameter.in} ${parameter.name}`,
    )) {
      this.compare(one, other, [one.source, other.source], ["description", "examples"]);
      this.ofDeprecation(one.deprecated, other.deprecated, [one.source, other.source]);
      this.ofSchema(one.schema, other.schema);
    }
    const [body, same] = [old.requestBody, next.requestBody];
    if (body !== undefined && same !== undefined) {
      this.compare(body, same, [body.source, same.source], ["description"]);
      this.ofContent(body.content, same.content);
    }
    for (const [one, other] of matched(old.responses, next.responses, ({ status }) => status))
      this.ofResponse(one, other);
  }

  private ofResponse(old: Response, next: Response): void {
    this.compare(old, next, [old.source, next.source], ["description"]);
    this.ofContent(old.content, next.content);
    for (const [one, other] of matched(old.headers, next.headers, ({ name }) => name.toLowerCase())) {
      this.compare(one, other, [one.source, other.source], ["description"]);
      this.ofSchema(one.schema ?? true, other.schema ?? true);
    }
  }

  private ofContent(old: readonly MediaType[], next: readonly MediaType[]): void {
    for (const [one, other] of matched(old, next, ({ mediaType }) => mediaType)) {
      this.compare(one, other, [one.source, other.source], ["examples"]);
      this.ofSchema(one.schema ?? true, other.schema ?? true);
    }
  }

  private ofDeprecation(was: unknown, is: unknown, [old, next]: readonly [Source, Source]): void {
    const isDeprecated = is === true;
    if ((was === true) === isDeprecated) return;
    this.comparison.book.add({
      bump: isDeprecated ? "minor" : "patch",
      rule: isDeprecated ? "deprecated" : "no-longer-deprecated",
      old,
      next,
      message: (place) => `${place}: it is ${isDeprecated ? "deprecated now" : "no longer deprecated"}.`,
    });
  }

  /** Compares two schemas and those within them, as far as both are written alike; references are not followed. */
  ofSchema(old: Schema, next: Schema): void {
    if (typeof old !== "object" || typeof next !== "object") return;
    const { old: before, next: after } = this.comparison;
    const sources = [before.locate(old), after.locate(next)] as const;
    this.compare(old, next, sources, WORDS_OF_SCHEMAS);
    this.ofDeprecation(old.deprecated, next.deprecated, sources);
    const others = new Map(children(next).map((child) => [placeOf(child), child.schema]));
    for (const child of children(old)) {
      const other = others.get(placeOf(child));
      if (other !== undefined) this.ofSchema(child.schema, other);
    }
  }
}

/** Where a schema holds another one. */
function placeOf({ keyword, key }: Subschema): string {
  return `${keyword} ${key ?? ""}`;
}
