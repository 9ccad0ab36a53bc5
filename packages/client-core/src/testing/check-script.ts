import { contextFor, messageOf, pathOf } from "../checks/check.ts";
import type { Check, ItemReader } from "../definition.ts";
import type { CompiledOperation, DeclaredResponse } from "../engine/compile.ts";
import { ownCopy } from "../records.ts";
import type { AnyScript, Fault, StreamPace, Undeclared } from "./script.ts";

const faults: readonly Fault["fault"][] = ["cut", "dns", "lost response", "redirect", "refused", "reset", "timeout"];

/**
 * A response of a kind that the platform does not give would make a test pass of what cannot be.
 * @returns what is sent
 * @throws TypeError with what is wrong, and what to do
 */
export function checkScript(name: string, operation: CompiledOperation | undefined, script: AnyScript): AnyScript {
  const problem = (what: string): TypeError => new TypeError(`${name}: ${what}`);
  if ("fault" in script) {
    if ((faults as readonly unknown[]).includes(script.fault)) return script;
    throw problem(`there is no such fault; there are ${faults.join(", ")}`);
  }
  const { status, body, undeclared, headers } = script as Partial<Undeclared>; // it is no fault
  if (status === undefined || !Number.isInteger(status) || status < 200 || status > 599)
    throw problem("a script has a status from 200 to 599, or a fault");
  const { delay, cutAfter } = script as StreamPace; // it has them, or it has not
  const isPaced = delay !== undefined || cutAfter !== undefined;
  const notStreamed = "`delay` and `cutAfter` are about a stream of items, and the response is none";
  if (undeclared === true || operation === undefined) {
    if (isPaced) throw problem(notStreamed);
    return script;
  }
  const { responses } = operation;
  const declared = responses[status] ?? responses[`${Math.floor(status / 100)}xx`] ?? responses.default;
  const remedy = "; say `undeclared: true` if that is meant";
  if (!declared) throw problem(`the document declares no status ${status}${remedy}`);
  const fit = fitOf(declared, body);
  if (fit.problem !== undefined) throw problem(`with status ${status}, ${fit.problem}${remedy}`);
  const { type, parts } = fit;
  if (isPaced && parts === undefined) throw problem(notStreamed);
  if (delay !== undefined && !(delay >= 0 && delay < 2 ** 31)) throw problem("`delay` is a number of milliseconds");
  if (cutAfter !== undefined && !(Number.isInteger(cutAfter) && cutAfter >= 0 && cutAfter <= (parts ?? []).length))
    throw problem("`cutAfter` is how many of the items come before the connection breaks");
  const sent = {
    status,
    body,
    headers: { ...(type !== undefined && { "content-type": type }), ...headers },
    ...(parts !== undefined && { parts, pace: { delay: delay ?? 0, cutAfter: cutAfter ?? Number.POSITIVE_INFINITY } }),
  };
  return sent;
}

function problemOf(check: Check | undefined, value: unknown, key: string): string | undefined {
  const context = contextFor("response");
  check?.(ownCopy(value), context, undefined, key);
  const first = context.findings?.[0];
  return first && `${pathOf(first)} ${messageOf(first)}`;
}

/** Items as a server writes them. */
function writeItems(kind: ItemReader["kind"], items: readonly unknown[]): string[] {
  return items.map((item) => {
    if (kind === "line") return `${JSON.stringify(item)}\n`;
    if (kind === "record") return `\u001e${JSON.stringify(item)}\n`;
    const isWhole = kind === "event" || kind === "event of JSON";
    const { data, ...fields } = (isWhole ? item : { data: item }) as Readonly<Record<string, unknown>>; // it was checked
    const text = kind === "event" || kind === "text" ? String(data) : JSON.stringify(data);
    const lines = [
      ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
      ...text.split("\n").map((line) => `data: ${line}`),
    ];
    return `${lines.join("\n")}\n\n`;
  });
}

interface Fit {
  readonly type: string | undefined;
  readonly problem: string | undefined;
  /** What is sent in place of a list of items, one after the other. */
  readonly parts?: readonly string[];
}

/** The media type that a body fits, or what is wrong with it. */
function fitOf({ types, medias }: DeclaredResponse, body: unknown): Fit {
  const no = (problem: string | undefined): Fit => ({ type: undefined, problem });
  if (types.length === 0) return no(body === undefined ? undefined : "the document declares no body");
  if (body === undefined) return no("the document declares a body");
  let problem: string | undefined;
  for (const type of types) {
    const items = medias[type]?.items;
    if (items && Array.isArray(body)) {
      const wrong = body.map((item) => problemOf(items.check, item, "item")).find(Boolean);
      if (wrong === undefined) return { type, problem: undefined, parts: writeItems(items.kind, body) };
      problem = wrong;
      continue;
    }
    if (items) {
      problem ??= `the body must be a list of the items of ${type}`;
      continue;
    }
    const isJson = /[/+]json$/.test(type);
    const isBytes = body instanceof Blob;
    if (
      !type.includes("*") &&
      (isBytes || (typeof body === "string" && !isJson) ? isJson : !isJson && medias[type]?.read === undefined)
    ) {
      problem ??= `the body must be ${isJson ? "a value" : "a text or a Blob"} of ${type}`;
      continue;
    }
    const wrong = isBytes ? undefined : problemOf(medias[type]?.check, body, "body");
    if (wrong === undefined) return { type: type.includes("*") ? undefined : type, problem: undefined };
    problem = wrong;
  }
  return no(problem);
}
