import { contextFor, messageOf, pathOf } from "../checks/check.ts";
import type { CompiledOperation, DeclaredResponse } from "../engine/compile.ts";
import { ownCopy } from "../records.ts";
import type { Fault, Undeclared } from "./script.ts";

const faults: readonly Fault["fault"][] = ["cut", "dns", "lost response", "redirect", "refused", "reset", "timeout"];

/**
 * A response of a kind that the platform does not give would make a test pass of what cannot be.
 * @returns the media type that its body is sent as; `undefined`: as is usual
 * @throws TypeError with what is wrong, and what to do
 */
export function checkScript(
  name: string,
  operation: CompiledOperation | undefined,
  script: object,
): string | undefined {
  const problem = (what: string): TypeError => new TypeError(`${name}: ${what}`);
  if ("fault" in script) {
    if ((faults as readonly unknown[]).includes(script.fault)) return undefined;
    throw problem(`there is no such fault; there are ${faults.join(", ")}`);
  }
  const { status, body, undeclared } = script as Partial<Undeclared>; // it is no fault
  if (status === undefined || !Number.isInteger(status) || status < 200 || status > 599)
    throw problem("a script has a status from 200 to 599, or a fault");
  if (undeclared === true || operation === undefined) return undefined;
  const { responses } = operation;
  const declared = responses[status] ?? responses[`${Math.floor(status / 100)}xx`] ?? responses.default;
  const remedy = "; say `undeclared: true` if that is meant";
  if (!declared) throw problem(`the document declares no status ${status}${remedy}`);
  const fit = fitOf(declared, body);
  if (fit.problem !== undefined) throw problem(`with status ${status}, ${fit.problem}${remedy}`);
  return fit.type;
}

interface Fit {
  readonly type: string | undefined;
  readonly problem: string | undefined;
}

/** The media type that a body fits, or what is wrong with it. */
function fitOf({ types, medias }: DeclaredResponse, body: unknown): Fit {
  const no = (problem: string | undefined): Fit => ({ type: undefined, problem });
  if (types.length === 0) return no(body === undefined ? undefined : "the document declares no body");
  if (body === undefined) return no("the document declares a body");
  let problem: string | undefined;
  for (const type of types) {
    const isJson = /[/+]json$/.test(type);
    const isBytes = body instanceof Blob;
    if (!type.includes("*") && (isBytes || (typeof body === "string" && !isJson) ? isJson : !isJson)) {
      problem ??= `the body must be ${isJson ? "a value" : "a text or a Blob"} of ${type}`;
      continue;
    }
    const context = contextFor("response");
    if (!isBytes) medias[type]?.check?.(ownCopy(body), context, undefined, "body");
    const first = context.findings?.[0];
    if (!first) return { type: type.includes("*") ? undefined : type, problem: undefined };
    problem = `${pathOf(first)} ${messageOf(first)}`;
  }
  return no(problem);
}
