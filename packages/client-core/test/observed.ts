/** A `fetch` that remembers what it was asked, and answers as it is told. */
export interface Observed {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly calls: { readonly url: string; readonly init: RequestInit; readonly headers: Record<string, string> }[];
}

/** Each answer in turn, the last one for ever. A function is called with the request. */
export function observe(...answers: (Response | Error | ((url: string, init: RequestInit) => unknown))[]): Observed {
  const calls: Observed["calls"] = [];
  return {
    calls,
    async fetch(url, init) {
      const answer = answers[Math.min(calls.length, answers.length - 1)] ?? new Response(null, { status: 204 });
      calls.push({ url, init, headers: { ...(init.headers as Record<string, string>) } });
      if (answer instanceof Error) throw answer;
      // A test's function gives a response, or throws.
      return typeof answer === "function" ? ((await answer(url, init)) as Response) : answer.clone();
    },
  };
}

/** A response of JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json", ...headers } });
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
}
