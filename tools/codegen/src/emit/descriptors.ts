import type {
  InputRule,
  MediaType,
  Model,
  Operation,
  Outcome,
  Parameter,
  Response,
  SchemaObject,
} from "@workshop/openapi";
import { isBytesBody } from "./inputs.ts";
import type { RuntimeSchemas } from "./runtime-schemas.ts";
import type { SecurityNames } from "./security.ts";
import { literal, object } from "./text.ts";

/** Writes what client-core needs to know of an operation at run time, as an object expression. */
export class DescriptorWriter {
  /** The functions of client-core that the expressions name. */
  readonly imports: Set<string> = new Set();
  private readonly model: Model;
  private readonly schemas: RuntimeSchemas;
  private readonly security: SecurityNames;

  constructor(model: Model, schemas: RuntimeSchemas, security: SecurityNames) {
    this.model = model;
    this.schemas = schemas;
    this.security = security;
  }

  write(operation: Operation): string {
    const { requestBody, unbounded, retry, outcome } = operation;
    return object([
      ["name", literal(operation.name)],
      ["method", literal(operation.method.toUpperCase())],
      ["path", literal(operation.path)],
      ["parameters", list(operation.parameters.map((parameter) => this.parameter(parameter)))],
      ["bodies", list(requestBody?.content.map((media) => this.body(media, requestBody.required)) ?? [])],
      ["responses", object(operation.responses.map((response) => [response.status, this.response(response)]))],
      ["security", this.alternatives(operation)],
      ["rules", list(operation.inputRules.map((rule) => this.rule(rule)))],
      [
        "unbounded",
        unbounded &&
          object([
            ["when", this.schemas.write(unbounded.when, "rule")],
            ["message", literal(unbounded.message)],
          ]),
      ],
      [
        "retry",
        retry === undefined || retry.rating === "unsafe"
          ? undefined
          : object([
              ["rating", literal(retry.rating)],
              ["when", retry.when && this.schemas.write(retry.when, "rule")],
              ["past", retry.past.length === 0 ? undefined : literal(retry.past)],
            ]),
      ],
      ["outcome", outcome && this.outcome(outcome)],
    ]);
  }

  private parameter(parameter: Parameter): string {
    return object([
      ["name", literal(parameter.name)],
      ["in", literal(parameter.in)],
      ["required", parameter.required ? "true" : undefined],
      ["schema", this.schemas.write(parameter.schema, "request")],
      ["encode", this.use(encoderOf(parameter))],
      ["explode", this.explodes(parameter) ? "true" : undefined],
    ]);
  }

  /** Whether `explode` makes a difference: it does for lists and objects alone. */
  private explodes({ serialisation, schema }: Parameter): boolean {
    const resolved = this.model.resolve(schema);
    const type = typeof resolved === "object" ? resolved.type : undefined;
    const single = typeof type === "string" && type !== "array" && type !== "object";
    return serialisation.kind === "style" && serialisation.explode && !single;
  }

  private body({ mediaType, schema }: MediaType, required: boolean): string {
    return object([
      ["mediaType", literal(mediaType)],
      ["required", required ? "true" : undefined],
      ["schema", this.schemas.write(isBytesBody({ mediaType }) ? BYTES : (schema ?? true), "request")],
      ["encode", this.use(bodyEncoderOf(mediaType))],
    ]);
  }

  private response(response: Response): string {
    return object(
      response.content.map(({ mediaType, schema, failure }) => [
        mediaType,
        object([
          ["schema", schema === undefined ? undefined : this.schemas.write(schema, "response")],
          [
            "failure",
            failure &&
              object([
                ["when", this.schemas.write(failure.when, "rule")],
                ["message", failure.message === undefined ? undefined : literal(failure.message)],
              ]),
          ],
        ]),
      ]),
    );
  }

  private alternatives(operation: Operation): string | undefined {
    const usable = this.security.usable(operation.security);
    if (usable.length === 0) return undefined;
    return `[${usable.map((names) => `[${names.map((name) => `security.${name}`).join(", ")}]`).join(", ")}]`;
  }

  private outcome({ completion, job, count, asked, answered, findOut }: Outcome): string {
    const isCompared = asked !== undefined && (answered !== undefined || count !== undefined);
    return object([
      ["completion", literal(completion)],
      ["job", job === undefined ? undefined : literal(job)],
      ["count", count === undefined ? undefined : literal(count)],
      ["asked", asked === undefined ? undefined : literal(asked)],
      ["answered", answered === undefined ? undefined : literal(answered)],
      ["compare", isCompared ? this.use("differenceOf") : undefined],
      ["findOut", literal(findOut)],
    ]);
  }

  private rule(rule: InputRule): string {
    return object([
      ["name", literal(rule.name)],
      ["message", literal(rule.message)],
      ...(rule.kind === "schema"
        ? [["schema", this.schemas.write(rule.schema, "rule")] as const]
        : [["earlier", literal(rule.earlier)] as const, ["later", literal(rule.later)] as const]),
    ]);
  }

  private use(name: string): string {
    this.imports.add(name);
    return name;
  }
}

/** What the validator takes bytes for; the document's schema of them says no more. */
const BYTES: SchemaObject = { format: "binary" };

function list(expressions: readonly string[]): string | undefined {
  return expressions.length === 0 ? undefined : `[${expressions.join(", ")}]`;
}

function encoderOf({ in: location, serialisation }: Parameter): string {
  if (serialisation.kind === "content") return `${location}Json`;
  return `${location}${serialisation.style.charAt(0).toUpperCase()}${serialisation.style.slice(1)}`;
}

function bodyEncoderOf(mediaType: string): string {
  if (isBytesBody({ mediaType })) return "binaryBody";
  if (/^text\//iu.test(mediaType)) return "textBody";
  if (/^multipart\//iu.test(mediaType)) return "formDataBody";
  return /urlencoded/iu.test(mediaType) ? "urlEncodedBody" : "jsonBody";
}
