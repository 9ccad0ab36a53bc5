import type { JsonObject } from "../document/parse.ts";
import { type DocumentContext, examplesOf } from "./context.ts";
import { ExtensionReader } from "./extensions.ts";

import { camelCase, UniqueNames } from "./names.ts";
import { readParameters } from "./parameters.ts";
import type { SchemaReader } from "./schemas.ts";
import { readSecurity } from "./security.ts";
import {
  METHODS,
  type MediaType,
  type Method,
  type Operation,
  type RequestBody,
  type Response,
  type SecurityScheme,
} from "./types.ts";

/** Reads the operations of all path items, in the order of the document. */
export class OperationReader {
  private readonly context: DocumentContext;
  private readonly schemas: SchemaReader;
  private readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  private readonly extensions: ExtensionReader;
  private readonly names = new UniqueNames(["raw"]);

  constructor(context: DocumentContext, schemas: SchemaReader, securitySchemes: ReadonlyMap<string, SecurityScheme>) {
    this.context = context;
    this.schemas = schemas;
    this.securitySchemes = securitySchemes;
    this.extensions = new ExtensionReader(context, schemas);
  }

  /** @throws {DocumentError} for the first clause that cannot be understood. */
  read(): Operation[] {
    const paths = this.context.object(this.context.data, "paths") ?? {};
    return Object.keys(paths)
      .filter((path) => path.startsWith("/"))
      .flatMap((path) => {
        const item = this.context.dereference(this.context.object(paths, path) ?? {});
        return Object.keys(item).flatMap((key) => {
          const method = METHODS.find((known) => known === key);
          return method === undefined ? [] : this.operation(path, item, method);
        });
      });
  }

  private operation(path: string, item: JsonObject, method: Method): Operation {
    const context = this.context;
    const node = context.object(item, method) ?? {};
    const identifier = context.optional(node, "operationId");
    const body = context.object(node, "requestBody");
    return {
      name: this.names.claim(camelCase(identifier.operationId ?? `${method} ${path}`)),
      ...identifier,
      method,
      path,
      ...context.optional(node, "summary"),
      ...context.optional(node, "description"),
      deprecated: node.deprecated === true,
      tags: Array.isArray(node.tags) ? node.tags.map(String) : [],
      parameters: readParameters(context, this.schemas, path, item, node),
      ...(body === undefined ? {} : { requestBody: this.requestBody(context.dereference(body)) }),
      responses: this.responses(context.object(node, "responses") ?? {}),
      security: readSecurity(context, node, this.securitySchemes),
      inputRules: this.extensions.inputRules(node),
      ...this.extensions.retry(node),
      ...this.extensions.unbounded(node),
      ...this.extensions.outcome(node),
      ...this.extensions.scope(node),
      source: context.sourceOf(node),
    };
  }

  private requestBody(node: JsonObject): RequestBody {
    return {
      required: node.required === true,
      ...this.context.optional(node, "description"),
      content: this.content(node),
      source: this.context.sourceOf(node),
    };
  }

  private responses(nodes: JsonObject): Response[] {
    return Object.keys(nodes)
      .filter((status) => !status.startsWith("x-"))
      .map((status) => {
        if (!/^([1-5]\d\d|[1-5]XX|default)$/u.test(status)) {
          return this.context.fail(
            nodes,
            `the status \`${status}\` is none`,
            "use a code such as 200, a range such as 4XX, or default",
          );
        }
        const node = this.context.dereference(this.context.object(nodes, status) ?? {});
        const headers = this.context.object(node, "headers") ?? {};
        return {
          status,
          ...this.context.optional(node, "description"),
          content: this.content(node),
          headers: Object.keys(headers).map((name) => {
            const header = this.context.dereference(this.context.object(headers, name) ?? {});
            return {
              name,
              required: header.required === true,
              ...this.context.optional(header, "description"),
              ...(header.schema === undefined ? {} : { schema: this.schemas.read(header.schema, header) }),
              source: this.context.sourceOf(header),
            };
          }),
          source: this.context.sourceOf(node),
        };
      });
  }

  private content(node: JsonObject): MediaType[] {
    const content = this.context.object(node, "content") ?? {};
    return Object.keys(content).map((mediaType) => {
      const media = this.context.object(content, mediaType) ?? {};
      return {
        mediaType,
        ...(media.schema === undefined ? {} : { schema: this.schemas.read(media.schema, media) }),
        examples: examplesOf(this.context, media),
        ...this.extensions.failure(media),
        source: this.context.sourceOf(media),
      };
    });
  }
}
