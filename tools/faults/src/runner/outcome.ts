import { inspect } from "node:util";
import type { Outcome, Way } from "../fault.ts";
import { SECRET } from "../subject.ts";

/** What a call came to, and what is wrong with the way in which it says so. */
export interface Observed extends Outcome {
  readonly problems: readonly string[];
  /** How many times the client says that it sent the request. */
  readonly attempts?: number;
}

/** The part of a built client that the runner reads. */
export type Exports = Readonly<Record<string, unknown>>;

/** Settles as a promise does, and tells what it came to, by way of its own. */
export async function observe(way: Way, exports: Exports, promise: Promise<unknown>): Promise<Observed> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return judgeError(error, exports, way === "result");
  }
  // What a method gives is the data; the others give objects.
  if (way === "method" || way === "node") return { kind: "resolved", problems: leaks(value) };
  const { error, response, receipt } = value as { error?: unknown; response: Response; receipt?: unknown };
  const problems = [...leaks(error), ...leaks(receipt), ...leaks([...response.headers])];
  if (way === "openapi-fetch") {
    if (error === undefined) return { kind: "resolved", problems };
    return { kind: "ApiError", status: response.status, problems: error ? problems : [...problems, "a falsy error"] };
  }
  return error === undefined ? { kind: "resolved", problems } : judgeError(error, exports, false, problems);
}

function judgeError(error: unknown, exports: Exports, isThrown: boolean, others: readonly string[] = []): Observed {
  const problems = [...others, ...leaks(error)];
  if (!(error instanceof Error)) return { kind: String(error), problems: [...problems, "no error was thrown"] };
  const { name, reason, status, receipt } = error as Error & {
    reason?: string;
    status?: number;
    receipt?: { attempts: number };
  };
  const isIt = exports[`is${name}`];
  if (typeof isIt !== "function" || !isIt(error))
    problems.push(`${name} is none of the client's errors: ${error.stack}`);
  if (error.constructor !== exports[name]) problems.push(`${name} is not of its class`);
  if (isThrown && status !== undefined) problems.push("result throws although a response came");
  return {
    kind: name,
    ...(reason !== undefined && { reason }),
    ...(status !== undefined && { status }),
    ...(receipt && { attempts: receipt.attempts }),
    problems,
  };
}

/** Where the secret shows, if it does: in whatever a program may print. */
function leaks(value: unknown): readonly string[] {
  const shown = [inspect(value, { depth: 9 }), String(value), json(value)];
  if (value instanceof Error) shown.push(value.stack ?? "");
  const encoded = Buffer.from(SECRET).toString("base64").slice(0, -4);
  const found = shown.find((text) => text.includes(SECRET) || text.includes(encoded));
  return found === undefined ? [] : [`a secret shows: ${found.replaceAll(SECRET, "SECRET").slice(0, 500)}`];
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    return String(error);
  }
}
