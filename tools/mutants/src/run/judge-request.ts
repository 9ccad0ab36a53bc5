import { isDeepStrictEqual } from "node:util";
import {
  decodeRequest,
  mediaTypeOf,
  textOf,
  undeclaredNames,
  violationsOf,
  type WireRequest,
  type WireResponse,
  whyRefusedWrongly,
} from "@workshop/contract";
import { isJson, type Operation } from "@workshop/openapi";
import { type Input, placeOf, withoutEmptyLocations } from "@workshop/samples";
import { judgeCredentials, tolerated } from "./judge-credentials.ts";
import type { Scene } from "./scene.ts";

/** What the mutant's own reading finds wrong with a request that was meant as `given`; `undefined`: nothing. */
export function judgeWire(scene: Scene, request: WireRequest, given: Input): string | undefined {
  const { stage, overlaid, original, changed, pair } = scene;
  if (changed === undefined || pair === undefined) return "there is no such operation";
  const places = tolerated(overlaid, original, changed);
  const headers = places.filter(({ in: location }) => location === "header").map(({ name }) => name.toLowerCase());
  const elsewhere = new Set(
    places.map(({ in: location, name }) => `${location === "cookie" ? "cookies" : location}.${name}`),
  );
  const { input, problems } = decodeRequest(stage.bare, changed, request, [...headers, "prefer"]);
  const problem = problems.find(({ at, keyword }) => keyword !== "undeclared" || !elsewhere.has(at));
  if (problem !== undefined) return `${problem.at} breaks ${problem.keyword}: ${problem.message}`;
  const [undeclared] = undeclaredIn(scene, changed, request, input);
  if (undeclared !== undefined) return `${undeclared} is not declared`;
  const meant = translated(overlaid, changed, pair.toBare(given));
  const isForm = !isJson(mediaTypeOf(request) ?? "");
  if (!isDeepStrictEqual(asTexts(input, isForm), asTexts(meant, isForm))) {
    return `it says ${JSON.stringify(input)}, and ${JSON.stringify(meant)} was meant`;
  }
  return judgeCredentials(changed, request);
}

/** What Prism finds wrong with a request, by what it answers; `undefined`: nothing, or it is known to err here. */
export function judgePrism({ stage, changed, pair }: Scene, response: WireResponse, given: Input): string | undefined {
  if (
    pair !== undefined &&
    changed !== undefined &&
    whyRefusedWrongly(stage.bare, changed, pair.toBare(given)) !== undefined
  ) {
    return undefined;
  }
  const [violation] = violationsOf(response);
  if (violation !== undefined) return `Prism finds ${violation.code} at ${violation.at}`;
  return response.status < 300 ? undefined : `Prism answers ${response.status} ${textOf(response).slice(0, 200)}`;
}

function undeclaredIn({ stage }: Scene, changed: Operation, request: WireRequest, input: Input): string[] {
  const parameters = changed.parameters.flatMap((parameter) => {
    const [holder, name] = placeOf(parameter);
    // A location of a decoded input is an object of its parameters.
    const value = (input[holder as "query"] as Record<string, unknown> | undefined)?.[name];
    return undeclaredNames(stage.bare, [parameter.schema], value, `${holder}.${name}`);
  });
  const media = changed.requestBody?.content.find(({ mediaType }) => mediaType.split(";")[0] === mediaTypeOf(request));
  return [...parameters, ...undeclaredNames(stage.bare, [media?.schema ?? true], input.body, "body")];
}

/** With the names that the changed path template has for its parameters, which are told apart by where they stand. */
function translated(overlaid: Operation, changed: Operation, input: Input): Input {
  const names = (template: string): string[] => [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const [from, to] = [names(overlaid.path), names(changed.path)];
  if (from.length === 0) return input;
  // The path of an input is an object of its parameters.
  const path = (input.path ?? {}) as Record<string, unknown>;
  return { ...input, path: Object.fromEntries(from.map((name, index) => [to[index] ?? name, path[name]])) };
}

/** Parameters, and fields of forms, as the texts that they are on the wire; names of headers in one case. */
function asTexts({ contentType: _contentType, body, headers, ...rest }: Input, isForm: boolean): unknown {
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const plain = withTexts(
    withoutEmptyLocations({ ...rest, ...(named.length > 0 ? { headers: Object.fromEntries(named) } : {}) }),
  );
  return { parameters: plain, body: isForm ? withTexts(body) : JSON.parse(JSON.stringify(body ?? null)) };
}

function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== "object" || value === null) return value === undefined ? undefined : String(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner)]));
}
