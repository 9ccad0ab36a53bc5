import { jsonPath } from "../document/overlay-lines.ts";
import { isObject, type JsonObject } from "../document/parse.ts";
import { fromPointer } from "../document/pointer.ts";
import { type DocumentContext, examplesOf } from "./context.ts";
import { ExtensionReader } from "./extensions.ts";
import { readGroups } from "./groups.ts";
import { camelCase, distinctNames, type NameCandidates, spelledOut } from "./names.ts";
import { readPagination } from "./pagination.ts";
import { readParameters } from "./parameters.ts";
import { readRequestBody } from "./request-bodies.ts";
import type { SchemaReader } from "./schemas.ts";
import { readSecurity, withoutCredentials } from "./security.ts";
import { readOwnServers } from "./servers.ts";
import {
  type Encoding,
  type Group,
  METHODS,
  type MediaType,
  type Membership,
  type Method,
  type Operation,
  type RequestBody,
  type Response,
  type ResponseHeader,
  type SecurityScheme,
} from "./types.ts";

interface DeclaredOperation {
  readonly path: string;
  readonly method: Method;
  readonly item: JsonObject;
  readonly node: JsonObject;
}

/**
 * What an operation may be called: what its `operationId` says, if that says anything; its method and path; the same with
 * a word for everything that tells two paths apart.
 */
function nameCandidates({ path, method, node }: DeclaredOperation): NameCandidates {
  const { operationId } = node;
  const spelled = path.replaceAll(/\{([^{}]*)\}/gu, " by $1 ").replace(/\/$/u, " slash");
  const derived = [camelCase(`${method} ${spelled}`), camelCase(`${method} ${spelledOut(path)}`)] as const;
  const given = typeof operationId === "string" ? camelCase(operationId) : "_";
  return given === "_" ? derived : [given, ...derived];
}

/** Reads the operations of all path items, in the order of the document. */
export class OperationReader {
  private readonly context: DocumentContext;
  private readonly schemas: SchemaReader;
  private readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  private readonly extensions: ExtensionReader;

  constructor(context: DocumentContext, schemas: SchemaReader, securitySchemes: ReadonlyMap<string, SecurityScheme>) {
    this.context = context;
    this.schemas = schemas;
    this.securitySchemes = securitySchemes;
    this.extensions = new ExtensionReader(context, schemas);
  }

  /**
   * The operations, and the groups that they are in.
   *
   * @throws {DocumentError} for the first clause that cannot be understood.
   */
  read(): { readonly operations: readonly Operation[]; readonly groups: readonly Group[] } {
    const paths = this.context.object(this.context.data, "paths") ?? {};
    const declared = Object.keys(paths)
      .filter((path) => path.startsWith("/"))
      .flatMap((path): DeclaredOperation[] => {
        const item = this.context.dereference(this.context.object(paths, path) ?? {});
        return Object.keys(item).flatMap((key) => {
          const method = METHODS.find((known) => known === key);
          const node = method === undefined ? undefined : this.context.object(item, method);
          return method === undefined || node === undefined || !this.isSendable(path, method, node)
            ? []
            : { path, method, item, node };
        });
      });
    const names = distinctNames(declared.map(nameCandidates));
    const named = declared.map((operation, index) => ({
      ...operation,
      name: names[index] ?? this.failToName(operation),
    }));
    const { groups, memberships } = readGroups(this.context, named);
    return { groups, operations: named.map((operation, index) => this.operation(operation, memberships[index])) };
  }

  /** @throws {DocumentError} for a path that would lead to another one. */
  private isSendable(path: string, method: Method, node: JsonObject): boolean {
    const [mark] = /[?#]/u.exec(path) ?? [];
    if (mark !== undefined) {
      const part = mark === "#" ? "a fragment, which is never sent: the server would see" : "a query, and the path is";
      const remedy = `say in the overlay what is meant: remove it (target: $.paths['${path}'], remove: true), or declare a path without \`${mark}\``;
      return this.context.fail(node, `the path \`${path}\` has ${part} ${path.split(mark)[0]}`, remedy);
    }
    if (method !== "trace") return true;
    const rule = "a TRACE request cannot be sent by `fetch`: the operation is left out";
    this.context.tell(node, rule, "use another program for it: it is about proxies on the way, not about the platform");
    return false;
  }

  private failToName({ method, path, node }: DeclaredOperation): never {
    return this.context.fail(
      node,
      `no name tells \`${method.toUpperCase()} ${path}\` from another operation`,
      `give it an \`operationId\` of its own, in the overlay: target: $.paths['${path}'].${method}`,
    );
  }

  private operation(
    { path, method, item, node, name }: DeclaredOperation & { readonly name: string },
    group: Membership | undefined,
  ): Operation {
    const context = this.context;
    const requestBody = this.requestBody(method, context.object(node, "requestBody"));
    const security = readSecurity(context, node, this.securitySchemes);
    const declared = readParameters(context, this.schemas, path, item, node);
    const parameters = withoutCredentials(context, node, declared, security);
    const responses = this.responses(context.object(node, "responses") ?? {});
    return {
      name,
      ...(group === undefined ? {} : { group }),
      ...context.optional(node, "operationId"),
      method,
      path,
      ...context.optional(node, "summary"),
      ...context.optional(node, "description"),
      deprecated: node.deprecated === true,
      tags: Array.isArray(node.tags) ? node.tags.map(String) : [],
      parameters,
      ...(requestBody === undefined ? {} : { requestBody }),
      responses,
      security,
      servers: readOwnServers(context, [node, item]),
      inputRules: this.extensions.inputRules(node),
      ...this.extensions.retry(node),
      ...this.extensions.unbounded(node),
      ...this.extensions.outcome(node),
      ...this.extensions.scope(node),
      ...context.extensionMapping(node, "x-pagination", (pagination) =>
        readPagination(context, this.schemas, pagination, { method, parameters, responses }),
      ),
      source: context.sourceOf(node),
    };
  }

  private requestBody(method: Method, given: JsonObject | undefined): RequestBody | undefined {
    if (given === undefined) return undefined;
    const node = this.context.dereference(given);
    return readRequestBody(this.context, this.schemas, method, node, this.content(node));
  }

  private responses(nodes: JsonObject): Response[] {
    return Object.keys(nodes)
      .filter((status) => !status.startsWith("x-"))
      .map((status) => {
        if (!/^([1-5]\d\d|[1-5]XX|default)$/u.test(status)) {
          return this.context.fail(
            isObject(nodes[status]) ? nodes[status] : nodes,
            `the status \`${status}\` is none`,
            this.statusRemedy(nodes, status),
          );
        }
        const node = this.context.dereference(this.context.object(nodes, status) ?? {});
        return {
          status,
          ...this.context.optional(node, "description"),
          content: this.content(node),
          headers: this.headers(node),
          source: this.context.sourceOf(node),
        };
      });
  }

  /** What can be written in an overlay (of version 1.1, where it copies): a range in small letters is many vendors' mistake. */
  private statusRemedy(responses: JsonObject, status: string): string {
    const words = "use a code such as 200, a range such as 4XX, or default";
    if (!/^[1-5]xx$/iu.test(status)) return words;
    const range = status.toUpperCase();
    if (!range.startsWith("2")) {
      return `${words}. Without it, such a response is a failure, too: { target: "$.paths[*][*].responses['${status}']", remove: true } leaves it out everywhere`;
    }
    const path = jsonPath(this.context.data, fromPointer(this.context.placeOf(this.context.sourceOf(responses))));
    return (
      `${words}. To call it ${range}, an overlay of version 1.1.0 has these actions: { target: "${path}", update: { "${range}": {} } }, ` +
      `{ target: "${path}['${range}']", copy: "${path}['${status}']" }, { target: "${path}['${status}']", remove: true }`
    );
  }

  private headers(holder: JsonObject): ResponseHeader[] {
    const headers = this.context.object(holder, "headers") ?? {};
    return Object.keys(headers).map((name) => {
      const header = this.context.dereference(this.context.object(headers, name) ?? {});
      return {
        name,
        required: header.required === true,
        ...this.context.optional(header, "description"),
        ...(header.schema === undefined ? {} : { schema: this.schemas.read(header.schema, header) }),
        source: this.context.sourceOf(header),
      };
    });
  }

  private encoding(media: JsonObject): Map<string, Encoding> {
    const nodes = this.context.object(media, "encoding") ?? {};
    return new Map(
      Object.keys(nodes).map((name) => {
        const node = this.context.object(nodes, name) ?? {};
        return [
          name,
          {
            ...this.context.optional(node, "contentType"),
            ...this.context.optional(node, "style"),
            ...(typeof node.explode === "boolean" ? { explode: node.explode } : {}),
            ...(typeof node.allowReserved === "boolean" ? { allowReserved: node.allowReserved } : {}),
            headers: this.headers(node),
            source: this.context.sourceOf(node),
          },
        ];
      }),
    );
  }

  private content(node: JsonObject): MediaType[] {
    const content = this.context.object(node, "content") ?? {};
    return Object.keys(content).map((mediaType) => {
      const media = this.context.dereference(this.context.object(content, mediaType) ?? {});
      return {
        mediaType,
        ...(media.schema === undefined ? {} : { schema: this.schemas.read(media.schema, media) }),
        ...(media.itemSchema === undefined ? {} : { itemSchema: this.schemas.read(media.itemSchema, media) }),
        encoding: this.encoding(media),
        examples: examplesOf(this.context, media),
        ...this.extensions.failure(media),
        source: this.context.sourceOf(media),
      };
    });
  }
}
