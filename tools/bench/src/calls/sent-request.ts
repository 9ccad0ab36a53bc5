import { isDeepStrictEqual } from "node:util";

/** What a call sends, in a form in which two ways to write the same thing are the same. */
interface SentRequest {
  readonly method: string;
  readonly address: string;
  readonly query: readonly string[];
  readonly body: string;
}

/** What goes out when something is called with a `fetch`. */
async function sentBy(prepare: (send: typeof fetch) => Promise<() => Promise<unknown>>): Promise<SentRequest> {
  let sent: Request | undefined;
  const once = await prepare(async (...request) => {
    sent = new Request(...request);
    return Response.error();
  });
  // There is no response, which is not what this is about.
  await once().catch(() => {});
  if (sent === undefined) throw new Error("nothing was sent");
  const { origin, pathname, searchParams } = new URL(sent.url);
  const query = [...searchParams].map(([name, value]) => `${name}=${value}`).sort();
  return { method: sent.method, address: origin + pathname, query, body: await sent.text() };
}

/** @throws {Error} when two of them do not send the same: they cannot be compared */
export async function requireSame(
  prepared: readonly ((send: typeof fetch) => Promise<() => Promise<unknown>>)[],
): Promise<void> {
  const [first, ...others] = await Promise.all(prepared.map(sentBy));
  for (const other of others) {
    if (isDeepStrictEqual(first, other)) continue;
    throw new Error(`different requests are compared: ${JSON.stringify(first)} and ${JSON.stringify(other)}`);
  }
}
