import type { WireResponse } from "@workshop/contract";

/** A response, and what it is one to. */
export interface Exchange extends WireResponse {
  readonly url: URL;
  readonly method: string;
}

/**
 * A `fetch` that remembers the responses, and brings back the cookies that the suite's server sets: by them it knows a
 * request that is made once more.
 */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  private readonly cookies = new Map<string, string>();

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") request.headers.set("cookie", cookie);
    // Some of its routes respond twice, and break their connection: let that be no other request's.
    request.headers.set("connection", "close");
    const response = await fetch(request);
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const { status, headers } = response;
    const body = await firstOf(response.clone());
    this.exchanges.push({ url: new URL(request.url), method: request.method, status, headers: [...headers], body });
    return response;
  };

  private keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return;
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** More than any scenario needs, but for the one of some gigabytes. */
const MOST = 20_000_000;

/** The first bytes of a response. */
async function firstOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let length = 0; reader !== undefined && length < MOST; ) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  // Not waited for: it ends when the client has had enough, too.
  void reader?.cancel();
  return Buffer.concat(chunks);
}
