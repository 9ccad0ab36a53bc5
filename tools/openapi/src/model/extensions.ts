import { isObject, type JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import type { SchemaReader } from "./schemas.ts";
import type { Failure, InputRule, Outcome, Retry, SchemaObject, Scope, Unbounded } from "./types.ts";

/** A place in the input of an operation, such as `body.ids`. */
const INPUT_PLACE = /^(body|cookies|headers|path|query)\../;

/** The `x-` members that overlays add; `specs/overlays/README.md` says what each is for. */
export class ExtensionReader {
  private readonly context: DocumentContext;
  private readonly schemas: SchemaReader;

  constructor(context: DocumentContext, schemas: SchemaReader) {
    this.context = context;
    this.schemas = schemas;
  }

  /** `x-input-rules` of an operation. */
  inputRules(operation: JsonObject): InputRule[] {
    return this.context.extension<InputRule[]>(operation, "x-input-rules", [], () =>
      this.context.objects(operation, "x-input-rules").map((rule) => this.inputRule(rule)),
    );
  }

  private inputRule(rule: JsonObject): InputRule {
    const base = {
      name: this.context.string(rule, "name"),
      message: this.context.string(rule, "message"),
      source: this.context.sourceOf(rule),
    };
    if (rule.schema !== undefined) return { ...base, kind: "schema", schema: this.schema(rule, "schema") };
    return {
      ...base,
      kind: "order",
      earlier: this.context.string(rule, "earlier"),
      later: this.context.string(rule, "later"),
    };
  }

  /** `x-failure` of a media type. */
  failure(mediaType: JsonObject): { failure?: Failure } {
    return this.context.extensionMapping(mediaType, "x-failure", (node) => {
      const source = this.context.sourceOf(node);
      return { failure: { when: this.schema(node, "when"), ...this.context.optional(node, "message"), source } };
    });
  }

  /** `x-retry` of an operation. */
  retry(operation: JsonObject): { retry?: Retry } {
    return this.context.extensionMapping(operation, "x-retry", (node) => {
      const rating = this.context.string(node, "rating");
      if (rating !== "bounded" && rating !== "safe" && rating !== "unsafe") {
        return this.context.fail(node, `the rating \`${rating}\` is unknown`, "use safe, bounded or unsafe");
      }
      if (rating === "bounded" && node.when === undefined) {
        return this.context.fail(node, "`bounded` without `when`", "say for which input a repeat is safe");
      }
      return {
        retry: {
          rating,
          reason: this.context.string(node, "reason"),
          ...(node.when === undefined ? {} : { when: this.schema(node, "when") }),
          past: Array.isArray(node.past) ? node.past.map(String) : [],
          source: this.context.sourceOf(node),
        },
      };
    });
  }

  /** `x-unbounded` of an operation. */
  unbounded(operation: JsonObject): { unbounded?: Unbounded } {
    return this.context.extensionMapping(operation, "x-unbounded", (node) => {
      return {
        unbounded: {
          when: this.schema(node, "when"),
          message: this.context.string(node, "message"),
          source: this.context.sourceOf(node),
        },
      };
    });
  }

  /** `x-outcome` of an operation. */
  outcome(operation: JsonObject): { outcome?: Outcome } {
    return this.context.extensionMapping(operation, "x-outcome", (node) => {
      const completion = this.context.string(node, "completion");
      if (completion !== "accepted" && completion !== "completed") {
        return this.context.fail(node, `the completion \`${completion}\` is unknown`, "use accepted or completed");
      }
      if (node.answered !== undefined && node.asked === undefined) {
        return this.context.fail(
          node,
          "`answered` without `asked`",
          "name the list of the input that it is compared with",
        );
      }
      if (node.asked !== undefined && !INPUT_PLACE.test(String(node.asked))) {
        return this.context.fail(node, "`asked` names no list of the input", "write it like `body.ids`");
      }
      return {
        outcome: {
          completion,
          ...this.context.optional(node, "job"),
          ...this.context.optional(node, "count"),
          ...this.context.optional(node, "asked"),
          ...this.context.optional(node, "answered"),
          findOut: this.context.string(node, "findOut"),
          source: this.context.sourceOf(node),
        },
      };
    });
  }

  /** `x-scope` of an operation. */
  scope(operation: JsonObject): { scope?: Scope } {
    return this.context.extensionMapping(operation, "x-scope", (node) => {
      const within = this.context.string(node, "within");
      if (!INPUT_PLACE.test(within)) {
        return this.context.fail(node, "`within` names no place in the input", "write it like `path.project`");
      }
      return { scope: { within, source: this.context.sourceOf(node) } };
    });
  }

  private schema(parent: JsonObject, key: string): SchemaObject {
    const schema = isObject(parent[key]) ? this.schemas.read(parent[key], parent, "condition") : undefined;
    if (typeof schema === "object") return schema;
    return this.context.fail(parent, `\`${key}\` is not a JSON Schema`, "give a mapping");
  }
}
