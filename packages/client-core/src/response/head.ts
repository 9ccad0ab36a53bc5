import type { FetchedHeaders, FetchedResponse } from "../definition.ts";
import type { Redaction } from "./redaction.ts";

/** The head of a response, read once. Its headers may be anybody's: reading them never fails, and nobody else has them. */
export class ResponseHead {
  readonly status: number;
  readonly #headers: FetchedHeaders;
  #shown: readonly (readonly [name: string, text: string])[] | undefined = undefined;

  /** @throws TypeError for what is no response */
  constructor({ status, headers }: FetchedResponse) {
    if (!Number.isInteger(status)) throw new TypeError("no response");
    this.status = status;
    this.#headers = headers;
  }

  get(name: string): string | null {
    try {
      const text: unknown = this.#headers.get(name);
      return typeof text === "string" ? text : null;
    } catch {
      return null;
    }
  }

  /** The headers that can be shown, by lower-case name: without `Set-Cookie`, and with secrets redacted out. */
  entries(redaction: Redaction): readonly (readonly [name: string, text: string])[] {
    if (this.#shown) return this.#shown;
    const shown: [string, string][] = [];
    try {
      for (const [given, text] of this.#headers) {
        const name = given.toLowerCase();
        if (name !== "set-cookie" && redaction.redact(name) === name) shown.push([name, redaction.redact(text)]);
      }
    } catch {}
    this.#shown = shown;
    return shown;
  }

  /** A new copy of them, for one who may do with it what he likes. */
  copy(redaction: Redaction): Headers {
    const copy = new Headers();
    try {
      for (const [name, text] of this.entries(redaction)) copy.append(name, text);
    } catch {}
    return copy;
  }
}
