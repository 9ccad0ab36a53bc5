import {
  isBytes,
  type Model,
  pascalCase,
  reachable,
  reaching,
  type Schema,
  type SchemaObject,
  UniqueNames,
} from "@workshop/openapi";
import { namesOfSchemas, schemaNameOf } from "./schema-names.ts";

/** Where a value travels, as far as its type shows it. */
export interface Use {
  readonly direction: "request" | "response";
  /** Whether bytes travel as they are, as in a form. In JSON they are texts. */
  readonly carriesBytes: boolean;
}

export const IN_JSON: Use = { direction: "request", carriesBytes: false };
export const IN_FORM: Use = { direction: "request", carriesBytes: true };
export const IN_RESPONSE: Use = { direction: "response", carriesBytes: false };

/** A schema whose type has another name: its own is that of something else in the client, or of another schema. */
export interface RenamedSchema {
  readonly schema: string;
  readonly name: string;
}

/**
 * Names for the types of schemas that others refer to. A schema that looks different in each direction has a name for each:
 * its own for responses, with `Request` for requests where both are needed, with `Form` for forms that carry bytes.
 */
export class TypeNames {
  readonly renamed: readonly RenamedSchema[];
  private readonly plain: ReadonlyMap<string, string>;
  private readonly unique: UniqueNames;
  private readonly variants = new Map<string, string>();
  private readonly directed: ReadonlySet<string>;
  private readonly withBytes: ReadonlySet<string>;
  private readonly inResponses: ReadonlySet<string>;
  private readonly inJson: ReadonlySet<string>;

  /** @param taken - the names that the client exports besides. */
  constructor(model: Model, taken: Iterable<string>) {
    const reserved = new Set(taken);
    this.plain = namesOfSchemas(model.schemas.keys(), reserved);
    this.unique = new UniqueNames([...reserved, ...this.plain.values()]);
    this.renamed = [...this.plain].flatMap(([reference, name]) => {
      const schema = schemaNameOf(reference);
      return name === pascalCase(schema) ? [] : { schema, name };
    });
    this.directed = reaching(model.schemas, isDirected);
    this.withBytes = reaching(model.schemas, isBytes);
    const schemasOf = (direction: Use["direction"]): Schema[] =>
      model.operations.flatMap(({ parameters, requestBody, responses }) =>
        direction === "request"
          ? [...parameters.map(({ schema }) => schema), ...jsonSchemas(requestBody?.content ?? [])]
          : responses.flatMap(({ content }) =>
              content.flatMap(({ schema, itemSchema }) => [schema, itemSchema].filter((one) => one !== undefined)),
            ),
      );
    this.inResponses = reachable(model.schemas, schemasOf("response"));
    this.inJson = reachable(model.schemas, schemasOf("request"));
  }

  /** The name of a referred schema's type. */
  nameOf(reference: string, use: Use): string {
    const plain = this.plain.get(reference) ?? "unknown";
    const suffix = this.suffixOf(reference, use);
    if (suffix === "") return plain;
    const key = `${suffix} ${reference}`;
    const known = this.variants.get(key);
    if (known !== undefined) return known;
    const name = this.unique.claim(`${plain}${suffix}`);
    this.variants.set(key, name);
    return name;
  }

  /** A name that nothing else has, for a type of an operation. */
  claim(name: string): string {
    return this.unique.claim(name);
  }

  /** What to say of a type that is not called as its schema is. */
  originOf(reference: string, name: string): string | undefined {
    const schema = schemaNameOf(reference);
    const isRenamed = this.renamed.some((renamed) => renamed.name === name && renamed.schema === schema);
    return isRenamed ? `The schema \`${schema}\` of the document.` : undefined;
  }

  private suffixOf(reference: string, { direction, carriesBytes }: Use): "" | "Form" | "Request" {
    if (direction === "response" || !this.directed.has(reference)) return "";
    const isForm = carriesBytes && this.withBytes.has(reference);
    if (isForm && (this.inJson.has(reference) || this.inResponses.has(reference))) return "Form";
    return !isForm && this.inResponses.has(reference) ? "Request" : "";
  }
}

/** Whether a type written for this schema depends on where its values travel. */
function isDirected(schema: SchemaObject): boolean {
  const types = [schema.type ?? []].flat();
  return (
    schema.readOnly === true ||
    schema.writeOnly === true ||
    schema.additionalProperties === false ||
    (schema.enum ?? []).some((value) => typeof value === "string" || typeof value === "number") ||
    types.includes("array") ||
    schema["x-bigint"] === true ||
    schema.format === "date-time" ||
    isBytes(schema)
  );
}

function jsonSchemas(content: readonly { readonly mediaType: string; readonly schema?: Schema }[]): Schema[] {
  return content.flatMap(({ mediaType, schema }) =>
    schema === undefined || mediaType.startsWith("multipart/") ? [] : [schema],
  );
}
