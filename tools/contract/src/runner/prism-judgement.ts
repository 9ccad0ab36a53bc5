import assert from "node:assert/strict";
import { headerOf, mediaTypeOf, textOf, type WireResponse } from "../wire/wire-request.ts";

/** One thing that Prism found wrong with a request. */
export interface PrismViolation {
  /** For example `query.category`; Prism writes parameter names in lower case. */
  readonly at: string;
  readonly code: string;
}

/**
 * What Prism found wrong with a request. It says so in its own problem+json, or, where the document declares a 422 or a 400
 * and it answers with that, in the header `sl-violations`.
 */
export function violationsOf(response: WireResponse): PrismViolation[] {
  const found: PrismViolation[] = [];
  const collect = (list: unknown, prefix: boolean): void => {
    for (const item of Array.isArray(list) ? list : []) {
      if (typeof item !== "object" || item === null) continue;
      // Prism's own format.
      const {
        location = [],
        code = "",
        severity,
      } = item as { location?: string[]; code?: number | string; severity?: string };
      if (prefix && location[0] !== "request") continue;
      // That a parameter is deprecated is nothing wrong.
      if (severity === "Warning") continue;
      found.push({ at: (prefix ? location.slice(1) : location).join("."), code: String(code) });
    }
  };
  const header = headerOf(response, "sl-violations");
  if (header !== undefined) collect(parsed(header) ?? cutOff(header), true);
  if (mediaTypeOf(response) === "application/problem+json") {
    const problem = parsed(textOf(response));
    if (typeof problem === "object" && problem !== null && "validation" in problem) collect(problem.validation, false);
  }
  return found;
}

/** @throws {AssertionError} if Prism found anything wrong with the request */
export function assertTaken(response: WireResponse, words: string): void {
  const violations = violationsOf(response).map(({ at, code }) => `${code} at ${at}`);
  assert.deepEqual(
    violations,
    [],
    `${words}, and Prism found this wrong (${response.status} ${textOf(response).slice(0, 300)})`,
  );
  // It took the request, and has no words for the response that is declared.
  if (response.status === 500 && /NO_COMPLEX_OBJECT_TEXT|Cannot find serializer/.test(textOf(response))) return;
  // Prism redirects where nothing else is declared.
  assert.ok(response.status < 400, `${words}, and Prism answered ${response.status} ${textOf(response).slice(0, 300)}`);
}

/** @throws {AssertionError} if Prism did not refuse the request, or for something else than the part that is wrong */
export function assertRefused(response: WireResponse, place: readonly string[]): void {
  const violations = violationsOf(response);
  assert.ok(
    response.status >= 400 && response.status < 500,
    `Prism had to refuse this as well, and answered ${response.status} ${textOf(response).slice(0, 300)}`,
  );
  // Prism speaks of `header` and `cookie`.
  const path = place.map((name, index) => (index === 0 ? name.replace(/s$/, "") : name.toLowerCase()));
  const wanted = path.join(".");
  const found = violations.map(({ at }) => at.toLowerCase());
  // A missing part is reported at what it is missing from, and what is in no way of a union at the union.
  const named = found.some((at) => at === wanted || at.startsWith(`${wanted}.`) || isAround(at, wanted));
  assert.ok(named, `Prism had to refuse ${wanted}, and refused ${JSON.stringify(violations)}`);
}

/** Whether it is a part that holds the other, below a location as a whole but for the body. */
function isAround(at: string, wanted: string): boolean {
  return at === "" || at === "body" || wanted.startsWith(`${at}.`);
}

/** More than fits into a header: Prism cuts the list off, and says so before it. What is whole is told. */
function cutOff(header: string): unknown[] {
  return [...header.matchAll(/\{"location":\[[^\]]*\],"severity":"[^"]*","code":"?[^",]*"?/g)].map(([start]) =>
    parsed(`${start}}`),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
