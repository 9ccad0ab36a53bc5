import {
  contentOf,
  contentOfResponse,
  type FieldEncoding,
  fieldEncodings,
  holdsBigints,
  type InputRule,
  type ItemKind,
  isJson,
  isTextForm,
  type MediaType,
  type Model,
  type Operation,
  type Parameter,
  type Response,
  type Retry,
  type Schema,
} from "@workshop/openapi";
import type { CheckWriter } from "./checks.ts";
import { writeCondition } from "./conditions.ts";
import { isBytesBody } from "./inputs.ts";
import { outcomeExpression } from "./outcomes.ts";
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
      ["outcome", outcome && outcomeExpression(this.model, this.call, outcome, operation)],
    ]);
    return `${this.use(maker)}(() => (${text}))`;
  }

  check(schema: Schema, direction: "request" | "response" | "rule"): string {
    return this.checks.write(schema, direction, this.use, this.local("schemas"));
  }

  private condition(schema: Schema): string {
    return writeCondition(schema, {
      call: (name, parameters) => this.call(name, ...parameters),
      check: (inner) => this.check(inner, "rule"),
    });
  }

  readonly call = (name: string, ...parameters: readonly (string | undefined)[]): string =>
    `${this.use(name)}(${parameters.filter((one) => one !== undefined).join(", ")})`;

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
      isExact ? "exactJsonBody" : isTextForm(this.model, media) ? "textBody" : bodyWriterOf(mediaType),
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
