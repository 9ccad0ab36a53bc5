import {
  contentOf,
  contentOfResponse,
  declaredHeaders,
  type FieldEncoding,
  fieldEncodings,
  holdsBigints,
  type InputRule,
  type ItemKind,
  isJson,
  type MediaType,
  type Model,
  type Operation,
  type Outcome,
  type Parameter,
  type Response,
  type Retry,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";
import type { CheckWriter } from "./checks.ts";
import { writeCondition } from "./conditions.ts";
import { isBytesBody } from "./inputs.ts";
import type { SecurityNames } from "./security.ts";
import { serverOf } from "./servers.ts";
import { literal, object } from "./text.ts";
import { bodyWriterOf, isFormBody, isSingle, styleOf } from "./writers.ts";

/** Writes what client-core needs to know of an operation at run time, as an object expression made of its functions. */
export class DefinitionWriter {
  private readonly model: Model;
  private readonly checks: CheckWriter;
  private readonly security: SecurityNames;
  /** The functions of client-core that the expressions name, by the name that they have here. */
  private readonly imports = new Map<string, string>();
  private readonly taken: ReadonlySet<string>;

  /** @param taken - names that mean something else in the module that the expressions stand in. */
  constructor(model: Model, checks: CheckWriter, security: SecurityNames, taken: Iterable<string>) {
    this.model = model;
    this.checks = checks;
    this.security = security;
    this.taken = new Set(taken);
  }

  /** The statements that import what the expressions name. */
  importStatements(): string {
    const functions = [...this.imports].map(([name, local]) => (name === local ? name : `${name} as ${local}`));
    return functions.length === 0
      ? ""
      : `import { ${functions.sort().join(", ")} } from "@org/client-core/generated";\n`;
  }

  /** The name by which a function of client-core goes in the module. */
  readonly use = (name: string): string => {
    const known = this.imports.get(name);
    if (known !== undefined) return known;
    let local = name;
    while (this.taken.has(local)) local += "_";
    this.imports.set(name, local);
    return local;
  };

  /** A definition, and where it is asked for. */
  write(operation: Operation, maker: "operation" | "streaming"): string {
    const { requestBody, unbounded, retry, outcome } = operation;
    const server = serverOf(this.model, operation);
    const text = object([
      ["name", literal(operation.name)],
      ["method", literal(operation.method.toUpperCase())],
      ["path", literal(operation.path)],
      ["server", server === undefined ? undefined : literal(server)],
      ["parameters", list(operation.parameters.map((parameter) => this.parameter(parameter)))],
      ["bodies", list(requestBody?.content.map((media) => this.body(media, requestBody.required)) ?? [])],
      ["responses", object(operation.responses.map((response) => [response.status, this.response(response)]))],
      ["open", this.hasItems(operation) ? this.use("openItems") : undefined],
      ["security", this.alternatives(operation)],
      ["rules", list(operation.inputRules.map((rule) => this.rule(rule)))],
      [
        "unbounded",
        unbounded &&
          object([
            ["when", this.condition(unbounded.when)],
            ["message", literal(unbounded.message)],
          ]),
      ],
      ["repeatable", retry && this.repeatable(retry)],
      ["outcome", outcome && this.outcome(outcome, operation)],
    ]);
    return `${this.use(maker)}(() => (${text}))`;
  }

  /** An operation whose result comes in pages, around the expression that makes it; any other as it is. */
  paginated({ pagination, parameters }: Operation, expression: string): string {
    if (pagination === undefined) return expression;
    const typesOf = ({ schema }: Parameter): readonly string[] => {
      const resolved = this.model.resolve(schema);
      return typeof resolved === "object" ? [resolved.type ?? []].flat() : [];
    };
    // Where a page is, is said by a text or a number.
    const query = parameters.filter(
      (parameter) =>
        parameter.in === "query" &&
        parameter.serialisation.kind === "style" &&
        parameter.serialisation.style !== "deepObject" &&
        typesOf(parameter).every((type) => !/^(array|boolean|object)$/u.test(type)),
    );
    const numbers = query.filter((parameter) => typesOf(parameter).some((type) => /integer|number/u.test(type)));
    const items = literal(pagination.items);
    const names = (list: readonly Parameter[]): string => literal(list.map(({ name }) => name));
    const style = (): string => {
      switch (pagination.style) {
        case "cursor":
          return this.call("cursorPages", literal(pagination.parameter), literal(pagination.next), items);
        case "offset":
          return this.call("offsetPages", literal(pagination.parameter), items);
        case "page":
          return this.call("numberedPages", literal(pagination.parameter), literal(pagination.first), items);
        case "link":
          return this.call(
            "linkedPages",
            names(query),
            names(numbers),
            items,
            pagination.parameter === undefined ? undefined : literal(pagination.parameter),
          );
      }
    };
    return this.call("paginated", `/* @__PURE__ */ ${expression}`, `/* @__PURE__ */ ${style()}`);
  }

  /** An operation some of whose responses have declared headers, around the expression that makes it; any other as it is. */
  withHeaders({ responses }: Operation, expression: string): string {
    const declared = responses.flatMap((response) => {
      const headers = declaredHeaders(this.model, response).map(({ header, kind }) => {
        const check = (): string => this.check(header.schema ?? true, "response");
        const reader =
          kind === "text"
            ? this.use("headerAsText")
            : this.call(kind === "list" ? "headerValues" : "headerValue", check());
        return [header.name, reader] as const;
      });
      return headers.length === 0 ? [] : [[response.status, object(headers)] as const];
    });
    if (declared.length === 0) return expression;
    return this.call("withHeaders", `/* @__PURE__ */ ${expression}`, `() => (${object(declared)})`);
  }

  private check(schema: Schema, direction: "request" | "response" | "rule"): string {
    return this.checks.write(schema, direction, this.use, this.local("schemas"));
  }

  private condition(schema: Schema): string {
    return writeCondition(schema, {
      call: (name, parameters) => this.call(name, ...parameters),
      check: (inner) => this.check(inner, "rule"),
    });
  }

  private call(name: string, ...parameters: readonly (string | undefined)[]): string {
    return `${this.use(name)}(${parameters.filter((one) => one !== undefined).join(", ")})`;
  }

  private parameter(parameter: Parameter): string {
    const places = { cookie: "inCookie", header: "inHeader", path: "inPath", query: "inQuery" } as const;
    const style = styleOf(parameter, isSingle(this.model.resolve(parameter.schema)));
    const check = this.check(parameter.schema, "request");
    const written = this.call(
      places[parameter.in],
      literal(parameter.name),
      check,
      style === undefined ? undefined : this.styleFor(parameter, style),
    );
    const isEmptiable = parameter.in === "query" && parameter.allowEmptyValue;
    const emptiable = isEmptiable ? this.call("orEmpty", written) : written;
    return parameter.required && parameter.in !== "path" ? this.call("mandatory", emptiable) : emptiable;
  }

  private styleFor({ in: location, serialisation }: Parameter, style: string): string {
    const isReserved = serialisation.kind === "style" && serialisation.allowReserved && location === "query";
    return isReserved && style !== "reservedText" ? this.call("reserved", this.use(style)) : this.use(style);
  }

  private body(media: MediaType, required: boolean): string {
    const { mediaType, schema } = media;
    const described = this.model.resolve(schema ?? true);
    if (isBytesBody({ mediaType }) && typeof described === "object")
      this.checks.noteBytes({ format: "binary", ...described });
    const check = isBytesBody({ mediaType }) ? this.use("bytes") : this.check(schema ?? true, "request");
    const isExact = isJson(mediaType) && holdsBigints(this.model, schema);
    const written = this.call(
      isExact ? "exactJsonBody" : bodyWriterOf(mediaType),
      literal(mediaType),
      check,
      this.fields(media),
    );
    const ranged = mediaType.includes("*") ? this.call("rangeBody", written) : written;
    return required ? this.call("mandatoryBody", ranged) : ranged;
  }

  /** How the fields of a form are written, where that is not what every form does. */
  private fields(media: MediaType): string | undefined {
    const encodings = [...(isFormBody(media.mediaType) ? fieldEncodings(this.model, media) : [])];
    if (encodings.length === 0) return undefined;
    return object(encodings.map(([name, encoding]) => [name, this.field(encoding)]));
  }

  private field(encoding: FieldEncoding): string {
    if (encoding.kind === "part") {
      const { types, headers } = encoding;
      return this.call("part", literal(types), headers.length === 0 ? undefined : literal(Object.fromEntries(headers)));
    }
    const { style, explode, allowReserved } = encoding;
    const name = style === "deepObject" ? "deepForm" : explode ? "formExploded" : style;
    return this.call("styled", allowReserved ? this.call("reserved", this.use(name)) : this.use(name));
  }

  private response(response: Response): string {
    return object(
      response.content.map((media) => {
        const { kind, schema, item } = contentOfResponse(this.model, media);
        const { mediaType, failure } = media;
        if (item !== undefined) return [mediaType, object([["items", this.items(item, schema)]])];
        if (schema === undefined && kind === "text" && media.schema !== undefined)
          this.checks.note(`the schema of a response as ${mediaType}, which is given as a text`);
        const isOtherBytes = kind === "bytes" && contentOf(mediaType) === "any";
        const isExact = holdsBigints(this.model, schema);
        const exact =
          isExact && schema !== undefined ? this.call("exactJson", this.check(schema, "response")) : undefined;
        const read = kind === "jsonText" ? "textAsJson" : isOtherBytes ? "wholeBytes" : undefined;
        return [
          mediaType,
          object([
            ["check", schema === undefined ? undefined : this.check(schema, "response")],
            ["read", exact ?? (read && this.use(read))],
            ["failure", failure && this.check(failure.when, "rule")],
            ["reason", failure?.message === undefined ? undefined : literal(failure.message)],
          ]),
        ];
      }),
    );
  }

  private items(item: ItemKind, schema: Schema | undefined): string {
    return this.call(ITEM_READERS[item], schema === undefined ? undefined : this.check(schema, "response"));
  }

  private hasItems({ responses }: Operation): boolean {
    return responses.some(({ content }) =>
      content.some((media) => contentOfResponse(this.model, media).item !== undefined),
    );
  }

  private alternatives(operation: Operation): string | undefined {
    const usable = this.security.usable(operation.security);
    if (usable.length === 0) return undefined;
    const namespace = this.local("security");
    return `[${usable.map((names) => `[${names.map((name) => `${namespace}.${name}`).join(", ")}]`).join(", ")}]`;
  }

  /** The name by which a module of the package goes in this one. */
  local(module: string): string {
    return this.taken.has(module) ? `${module}_` : module;
  }

  private rule(rule: InputRule): string {
    const [name, message] = [literal(rule.name), literal(rule.message)];
    return rule.kind === "schema"
      ? this.call("rule", name, message, this.condition(rule.schema))
      : this.call("inOrder", name, message, literal(rule.earlier), literal(rule.later));
  }

  private repeatable({ rating, when, past }: Retry): string | undefined {
    if (rating === "unsafe") return undefined;
    if (when === undefined && past.length === 0) return this.use("safe");
    return this.call("bounded", this.condition(when ?? true), ...past.map(literal));
  }

  private outcome({ completion, job, count, asked, answered, findOut }: Outcome, operation: Operation): string {
    const isCompared = asked !== undefined && (answered !== undefined || count !== undefined);
    const limit = asked === undefined ? undefined : this.limitOf(operation, asked);
    return object([
      ["completion", literal(completion)],
      ["job", job === undefined ? undefined : literal(job)],
      ["count", count === undefined ? undefined : literal(count)],
      ["asked", asked === undefined ? undefined : literal(asked)],
      ["limit", limit === undefined ? undefined : literal(limit)],
      [
        "compare",
        isCompared
          ? this.call("differenceOf", literal(count), answered === undefined ? undefined : literal(answered))
          : undefined,
      ],
      ["findOut", literal(findOut)],
    ]);
  }

  /** How many items the document allows in a list of the input. */
  private limitOf({ parameters, requestBody }: Operation, place: string): number | undefined {
    const [group, ...names] = place.split(".");
    const holders = { path: "path", query: "query", headers: "header", cookies: "cookie" } as const;
    const parameter = parameters.find(
      ({ in: location, name }) => holders[group as keyof typeof holders] === location && name === names.join("."),
    );
    let schema = this.model.resolve((group === "body" ? requestBody?.content[0]?.schema : parameter?.schema) ?? true);
    for (const name of group === "body" ? names : []) {
      const properties: SchemaObject["properties"] = typeof schema === "object" ? schema.properties : undefined;
      schema = this.model.resolve(properties?.[name] ?? true);
    }
    return typeof schema === "object" ? schema.maxItems : undefined;
  }
}

/** The function of client-core that reads items, by what they are on the wire. */
const ITEM_READERS: Readonly<Record<ItemKind, string>> = {
  data: "eventData",
  event: "wholeEvents",
  "event of JSON": "wholeEventsOfJson",
  line: "jsonLines",
  record: "jsonSequence",
  text: "eventTexts",
};

function list(expressions: readonly string[]): string | undefined {
  return expressions.length === 0 ? undefined : `[${expressions.join(", ")}]`;
}
