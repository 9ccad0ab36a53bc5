import { isObject } from "../document/parse.ts";
import type { Model, SchemaObject } from "./types.ts";
import { conjoinedAll, everySchema } from "./visit.ts";

/** A union told apart by a property that none of its alternatives describes, nor the union itself. */
export interface UndescribedDiscriminator {
  readonly schema: SchemaObject;
  /** The property. */
  readonly name: string;
}

/** The discriminators that name what nobody describes: most stand beside the wrong schema, below the property that they mean. */
export function undescribedDiscriminators(model: Model): UndescribedDiscriminator[] {
  const describes = (schema: SchemaObject, name: string): boolean =>
    conjoinedAll(model.schemas, schema).some(
      ({ properties = {}, anyOf, oneOf }) => Object.hasOwn(properties, name) || (anyOf ?? oneOf) !== undefined,
    );
  return everySchema(model).flatMap((schema) => {
    const { discriminator, anyOf, oneOf, ...own } = schema;
    const name = isObject(discriminator) ? discriminator.propertyName : undefined;
    const alternatives = (oneOf ?? anyOf ?? []).flatMap((one) =>
      typeof one === "object" && one.$ref !== undefined ? [{ $ref: one.$ref }] : [],
    );
    if (typeof name !== "string" || alternatives.length === 0) return [];
    return [own, ...alternatives].some((one) => describes(one, name)) ? [] : [{ schema, name }];
  });
}
