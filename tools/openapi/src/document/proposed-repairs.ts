import { METHODS } from "../model/types.ts";
import type { LintProblem } from "./lint-problem.ts";
import { jsonPath, type OverlayAction } from "./overlay-lines.ts";
import { fromPointer, nodeAt, referenceTokens } from "./pointer.ts";

type Problem = Pick<LintProblem, "message" | "pointer" | "rule">;

/**
 * The actions that repair problems of a document, as far as it can be told, each once. Values in capitals are for a person to
 * fill in.
 */
export function proposedRepairs(problems: readonly Problem[], data: unknown): OverlayAction[] {
  const actions = problems.flatMap((problem) => repairsOf(problem, data));
  return [...new Map(actions.map((action) => [JSON.stringify(action), action])).values()];
}

function repairsOf({ rule, message, pointer }: Problem, data: unknown): OverlayAction[] {
  const tokens = fromPointer(pointer);
  const holder = tokens.slice(0, -1);
  const key = tokens.at(-1) ?? "";
  const common = { description: `Repaired: ${message.replaceAll(/\s+/gu, " ")}`, "x-repair": true };
  const update = (place: readonly string[], said: object): OverlayAction => ({
    target: jsonPath(data, place),
    ...common,
    update: said,
  });
  const removal = { target: jsonPath(data, tokens), ...common, remove: true };

  const missing = /^The field `([^`]+)` must be present/u.exec(message)?.[1];
  if (missing !== undefined) return [update(tokens, { [missing]: MISSING.get(missing) ?? "VALUE" })];
  const path = referenceTokens(nodeAt(data, [...tokens, "$ref"]) ?? nodeAt(data, tokens));
  if (rule === "no-unresolved-refs" && path !== undefined) {
    const made = COMPONENTS.get(path[1] ?? "") ?? {};
    return [
      update(
        [],
        path.reduceRight<object>((inner, token) => ({ [token]: inner }), made),
      ),
    ];
  }
  if (rule === "operation-operationId-unique") return [update(holder, { operationId: otherId(data, holder) })];
  const variable = /^The `([^`]+)` variable is not defined/u.exec(message)?.[1];
  if (variable !== undefined) return [update(holder, { variables: { [variable]: { default: "VALUE" } } })];
  if (message.startsWith("Expected type `string`")) return [update(holder, { [key]: "VALUE" })];
  if (message.includes("can be one of")) {
    const types = key === "type" ? [nodeAt(data, tokens)].flat().map(String) : [];
    return types.includes("null") || types.length > 1
      ? [removal, update(holder, typesIn30(types))]
      : [update(holder, { [key]: "VALUE" })];
  }
  // What 3.1 calls `const`, 3.0 says with `enum`.
  if (message.startsWith("Property `const` is not expected")) {
    return [update(holder, { enum: [nodeAt(data, tokens)] }), removal];
  }
  return [removal];
}

/** What is put where something has to be, and is not. */
const MISSING: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["content", {}],
  ["responses", { default: { description: "VALUE" } }],
  ["schema", {}],
]);

/** A component of which nobody knows anything. */
const COMPONENTS: ReadonlyMap<string, object> = new Map<string, object>([
  ["parameters", { name: "VALUE", in: "query", schema: {} }],
  ["requestBodies", { content: {} }],
  ["responses", { description: "VALUE" }],
]);

/** What 3.1 says with several types, as 3.0 says it. */
function typesIn30(types: readonly string[]): object {
  const others = types.filter((type) => type !== "null");
  const nullable = others.length === types.length ? {} : { nullable: true };
  if (others.length === 0) return { type: "string", nullable: true, enum: [null] };
  return others.length === 1
    ? { type: others[0], ...nullable }
    : { anyOf: others.map((type) => ({ type })), ...nullable };
}

/** A name for an operation that has the name of another. */
function otherId(data: unknown, operation: readonly string[]): string {
  const items = Object.values(Object(nodeAt(data, ["paths"])));
  const taken = items.flatMap((item) => METHODS.map((method) => nodeAt(item, [method, "operationId"])));
  const method = operation.at(-1) ?? "";
  let name = `${String(nodeAt(data, [...operation, "operationId"]))}_${method}`;
  while (taken.includes(name)) name += `_${method}`;
  return name;
}
