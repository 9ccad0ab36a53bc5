import type { Fetch, FetchedResponse, SentBody } from "../definition.ts";
import { disinherit } from "../records.ts";

/** What `fetch` is told; it inherits nothing. */
export class Init {
  static {
    disinherit(Init.prototype);
  }

  declare readonly method: string;
  declare readonly headers: Record<string, string>;
  declare readonly body: SentBody | null;
  declare readonly signal: AbortSignal;
  /** Credentials do not follow to wherever a response leads. */
  readonly redirect = "manual";
  /** A browser's cookies would take the place of the caller's credentials. */
  readonly credentials = "omit";
  /** Bun sends a request again by itself where a kept connection breaks. */
  readonly keepalive = false;
  /** Deno does so too. Elsewhere there is none. */
  declare readonly client?: unknown;
  /** A stream is sent before the response is read. */
  declare readonly duplex?: "half";

  constructor(
    method: string,
    headers: Record<string, string>,
    body: SentBody | undefined,
    signal: AbortSignal,
    client: unknown,
  ) {
    this.method = method;
    this.headers = headers;
    this.body = body ?? null;
    this.signal = signal;
    if (client !== undefined) this.client = client;
    if (isOnce(body)) this.duplex = "half";
  }
}

/** Whether a body can be sent once only: a stream is used up. */
export const isOnce = (body: SentBody | undefined): boolean => typeof body === "object" && !(body instanceof Blob);

/** What a `fetch` throws at once is a rejection like any other. */
export function send(given: Fetch | undefined, url: string, init: RequestInit): Promise<FetchedResponse> {
  try {
    return Promise.resolve((given ?? fetch)(url, init));
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}
