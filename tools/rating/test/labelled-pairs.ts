import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Model, readDocument } from "@workshop/openapi";
import { parse } from "yaml";
import type { Bump } from "../src/rating.ts";

type Json = Record<string, unknown>;

/** Two documents, and what the change between them means to users of the client. */
export interface LabelledPair {
  readonly kind: string;
  readonly name: string;
  readonly label: Bump;
  readonly why: string;
  readonly old: Model;
  readonly next: Model;
}

/** Ways to write a pair down; each holds what is old and what is new. */
const SHAPES: Readonly<Record<string, (change: unknown) => Json>> = {
  document: (change) => change as Json,
  paths: (change) => ({ paths: change }),
  operation: (change) => ({ paths: { "/a": { post: { operationId: "a", ...(change as Json) } } } }),
  responses: (change) => ({ paths: { "/a": { post: { operationId: "a", responses: described(change) } } } }),
  request: (change) => ({ paths: { "/a": { post: { operationId: "a", requestBody: bodyOf(change) } } } }),
  response: (change) => ({ paths: { "/a": { post: { operationId: "a", responses: responseOf(change) } } } }),
  both: (change) => ({
    paths: { "/a": { post: { operationId: "a", requestBody: bodyOf(change), responses: responseOf(change) } } },
  }),
  webhook: (change) => ({ webhooks: { done: { post: { requestBody: bodyOf(change) } } } }),
  webhookResponse: (change) => ({ webhooks: { done: { post: { responses: responseOf(change) } } } }),
  callback: (change) => ({
    paths: {
      "/a": { get: { callbacks: { done: { "{$request.query.url}": { post: { requestBody: bodyOf(change) } } } } } },
    },
  }),
};

const KEYS = new Set([
  "name",
  "label",
  "why",
  "openapi",
  "path",
  "parameters",
  "overlay",
  "text",
  ...Object.keys(SHAPES),
]);

function bodyOf(schema: unknown): Json {
  return { required: true, content: { "application/json": { schema } } };
}

function responseOf(schema: unknown): Json {
  return { "200": { description: "ok", content: { "application/json": { schema } } } };
}

function described(responses: unknown): Json {
  return Object.fromEntries(
    Object.entries(responses as Json).map(([status, response]) => [
      status,
      { description: "ok", ...(response as Json) },
    ]),
  );
}

/** Every pair of a folder. @throws Error for a pair that is written down wrongly. */
export function labelledPairs(folder: string): LabelledPair[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const { kind, pairs, ...common } = parse(readFileSync(join(folder, file), "utf8")) as Json;
      return (pairs as Json[]).map((pair) => {
        const unknown = Object.keys(pair).filter((key) => !KEYS.has(key));
        if (unknown.length > 0) throw new Error(`${file}: ${String(pair.name)} has ${unknown.join(", ")}`);
        const { name, label, why } = pair as { name: string; label: Bump; why: string };
        const [old, next] = [0, 1].map((index) => read(common, pair, index)) as [Model, Model];
        return { kind: String(kind), name, label, why, old, next };
      });
    });
}

function read(common: Json, pair: Json, index: number): Model {
  const file = index === 0 ? "old.yaml" : "new.yaml";
  const texts = pair.text as string[] | undefined;
  if (texts !== undefined) return readDocument({ file, text: texts[index] ?? "" }).model();
  const version = pair.openapi ?? common.openapi ?? "3.0.3";
  const base: Json = {
    openapi: Array.isArray(version) ? version[index] : version,
    info: { title: "A", version: "1" },
    paths: {},
    components: { schemas: common.components ?? THINGS },
  };
  const document = JSON.stringify(merge(merge(base, (common.base ?? {}) as Json), changeOf(pair, index)));
  const actions = (pair.overlay as unknown[][] | undefined)?.[index] ?? [];
  const overlay = { overlay: "1.0.0", info: { title: "A", version: "1" }, actions };
  const text = JSON.stringify(overlay);
  return readDocument(
    { file, text: document },
    actions.length === 0 ? undefined : { file: `overlay-of-${file}`, text },
  ).model();
}

const THINGS: Json = { Thing: { type: "object", required: ["id"], properties: { id: { type: "string" } } } };

function changeOf(pair: Json, index: number): Json {
  if (pair.parameters !== undefined) {
    const path = typeof pair.path === "string" ? pair.path : "/a";
    return { paths: { [path]: { get: { operationId: "a", parameters: (pair.parameters as unknown[])[index] } } } };
  }
  const [shape] = Object.entries(SHAPES).filter(([key]) => pair[key] !== undefined);
  if (shape === undefined) return {};
  const change = (pair[shape[0]] as unknown[])[index];
  return shape[1](change);
}

/** What is said later holds; mappings are merged, and `null` removes (RFC 7396). */
function merge(one: Json, other: Json): Json {
  const merged: Json = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isMapping(known) && isMapping(value) ? merge(known, value) : value;
  }
  return merged;
}

function isMapping(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
