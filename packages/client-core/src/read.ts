/** Reads what is on the server, to find out what became of a call. */
import { notJson, typeOf } from "./checks/check.ts";
import type { Authenticator } from "./definition.ts";
import type { Transport } from "./engine/transport.ts";
import { InvalidRequestError } from "./errors.ts";
import type { Issue } from "./issue.ts";
import { operation } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import { isRecord, type OwnRecord, ownCopy } from "./records.ts";
import { climbs } from "./request/parameters.ts";
import { safe } from "./request/rules.ts";
import { percentEncode, scalarText } from "./request/text.ts";

type QueryValue = Date | boolean | number | string;

/** What is asked for, and the options of the call. */
export interface ReadOptions extends CallOptions {
  /** A list is sent as one parameter for each item. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined;
}

/**
 * Sends a GET to a path of the same server, with the same credentials, and resolves with the JSON, text or `Blob` that it
 * responds with. Nobody has judged that: the document may not even have the path.
 * @param path from `/` on, its values percent-encoded
 * @throws InvalidRequestError, NotSentError, ApiError; OutcomeUnknownError where no response came, or none that can be read
 */
export type Read = (path: string, options?: ReadOptions) => Promise<unknown>;

/** @param security the alternatives of the document */
export function createRead(transport: Transport, security: readonly (readonly Authenticator[])[]): Read {
  return async (path, options) => {
    const issues: Issue[] = [];
    const [query, callOptions] = split(options, issues);
    const target = pathOf(path, issues) + queryOf(query, issues);
    if (issues.length) {
      const { platform, baseUrl: server } = transport;
      throw new InvalidRequestError({ platform, operation: "read", server, receipt: undefined }, issues);
    }
    const read = operation<[input: undefined, options: unknown], unknown, unknown>(() => ({
      name: "read",
      method: "GET",
      path: target,
      responses: { "204": {}, "205": {}, "2XX": { "application/json": {}, "*/*": {} } },
      security,
      repeatable: safe,
      outcome: { completion: "completed", findOut: "know that reading changes nothing: read again" },
    }));
    return read(transport)(undefined, callOptions);
  };
}

function split(options: unknown, issues: Issue[]): readonly [query?: unknown, options?: unknown] {
  if (options === undefined) return [];
  try {
    if (!isRecord(options)) throw options;
    const { query, ...rest } = { ...options };
    return [ownCopy(query), rest];
  } catch {
    issues.push({ path: "options", rule: "type", message: "must be a plain object: pass { query }" });
    return [];
  }
}

function pathOf(path: unknown, issues: Issue[]): string {
  if (typeof path === "string" && /^\/(?!\/)([\w.~!$&'()*+,;=:@/-]|%[\da-f]{2})*$/i.test(path) && !climbs(path))
    return path;
  const message =
    "must begin with one /, not climb with . or .., and have its values percent-encoded; a query belongs into { query }";
  issues.push({ path: "path", rule: "path", message });
  return "";
}

function queryOf(query: unknown, issues: Issue[]): string {
  if (query === undefined) return "";
  if (!isRecord(query)) {
    issues.push({ path: "query", rule: "type", message: "must be a plain object" });
    return "";
  }
  const pairs = Object.keys(query).flatMap((name) => pairsOf(query, name, issues));
  return pairs.length ? `?${pairs.join("&")}` : "";
}

function pairsOf(query: OwnRecord, name: string, issues: Issue[]): string[] {
  const values = [query[name]].flat();
  try {
    if (!values.length) throw new TypeError("must not be an empty list");
    return values.map((value) => {
      if (typeOf(value).startsWith("non")) throw new TypeError(notJson(value));
      return `${percentEncode(name)}=${percentEncode(scalarText(value ?? {}))}`;
    });
  } catch (thrown) {
    issues.push({ path: `query.${name}`, rule: "style", message: (thrown as Error).message });
    return [];
  }
}
