import { DocumentError } from "../document/document-error.ts";
import type { OverlayOrigins } from "../document/overlay.ts";
import type { ParsedFile } from "../document/parse.ts";
import { refuseUnsupported } from "../document/unsupported.ts";
import { DocumentContext } from "./context.ts";
import { describeDemanded } from "./demanded-names.ts";
import { OperationReader } from "./operations.ts";
import { SchemaReader } from "./schemas.ts";
import { readSecuritySchemes } from "./security.ts";
import { readServers } from "./servers.ts";
import type { Model, Schema } from "./types.ts";
import { refuseUnusable } from "./unusable.ts";
import { referencesInPlace, schemasOf } from "./visit.ts";

/**
 * Builds the model of a parsed document.
 *
 * @param overlay - where the nodes stand that an overlay brought in, if one was applied.
 * @throws {DocumentError} for the first clause that cannot be understood.
 */
export function buildModel(platform: string, document: ParsedFile, overlay?: OverlayOrigins): Model {
  const context = new DocumentContext(document, overlay);
  refuseUnsupported(document);
  const schemas = new SchemaReader(context);
  const securitySchemes = readSecuritySchemes(context);
  const { operations, groups } = new OperationReader(context, schemas, securitySchemes).read();
  const info = context.object(context.data, "info") ?? {};
  const referred = schemas.collected();
  refuseCircles(schemas, referred);
  describeDemanded(referred, operations.flatMap(schemasOf));
  const model: Model = {
    platform,
    openapi: context.openapi,
    title: context.optional(info, "title").title ?? platform,
    servers: readServers(context, context.data),
    operations,
    groups,
    securitySchemes: [...securitySchemes.values()],
    notes: context.notes,
    schemas: referred,
    leftOut: overlay?.leftOut ?? [],
    document: context.data,
    resolve: (schema) => schemas.resolve(schema),
    locate: (schema, keyword, item) => schemas.locate(schema, keyword, item),
    within: (source, ...path) => context.sourceWithin(source, path),
    placeOf: (source) => context.placeOf(source),
    source: context.sourceOf(context.data),
  };
  refuseUnusable(model);
  return model;
}

/**
 * A schema that leads back to itself for the very same value, through `allOf`, `not` and their like, means nothing, and no
 * validator comes to an end with it. From within a property or an item it may.
 */
function refuseCircles(reader: SchemaReader, schemas: ReadonlyMap<string, Schema>): void {
  const done = new Set<string>();
  const enter = (pointer: string, way: readonly string[]): void => {
    if (done.has(pointer)) return;
    const schema = schemas.get(pointer) ?? true;
    if (way.includes(pointer) && typeof schema === "object") {
      throw new DocumentError(
        reader.locate(schema),
        `the schema contains itself: ${[...way.slice(way.indexOf(pointer)), pointer].join(" -> ")}`,
        "refer to it from within a property or an item, not by `allOf`, `anyOf`, `oneOf`, `not` or `if` alone",
      );
    }
    for (const reference of referencesInPlace(schema)) enter(reference, [...way, pointer]);
    done.add(pointer);
  };
  for (const pointer of schemas.keys()) enter(pointer, []);
}
