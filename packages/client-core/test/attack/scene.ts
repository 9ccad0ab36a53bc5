/** Calls under attack, and what is wrong with how they end. */
import { inspect } from "node:util";
import {
  basicCredentials,
  bearerToken,
  clientCredentialsGrant,
  isClientError,
  jsonBody,
  keyInCookie,
  keyInHeader,
  keyInQuery,
  type OperationFactory,
  oauth2Token,
  passwordGrant,
} from "../core.ts";
import { anyOperation, anyTransport, clearShelf } from "../examples.ts";

/** Stands in every credential, and in whatever is thrown. */
export const SECRET = "hunter22-keep-me-secret";

type AnyFactory = OperationFactory<[input?: unknown, options?: unknown], unknown, unknown>;

/** An operation, and a call of it that is in order. */
export interface Subject {
  readonly name: string;
  readonly factory: AnyFactory;
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly isRepeatable: boolean;
  /** The declared success. */
  readonly body: string | undefined;
}

const schemes = [
  keyInHeader("key", "X-Key"),
  keyInQuery("token", "token"),
  keyInCookie("session", "sid"),
  bearerToken("bearer"),
];

export const subjects: readonly Subject[] = [
  {
    name: "a deletion with filters",
    factory: clearShelf as unknown as AnyFactory,
    input: {
      path: { shelf: "a" },
      query: { tag: ["x"], after: "2020-01-01T00:00:00Z", before: "2020-02-01T00:00:00Z" },
    },
    options: {},
    auth: { key: SECRET },
    isRepeatable: false,
    body: '{"count":1}',
  },
  {
    name: "a body, and nothing to say",
    factory: anyOperation({
      bodies: [
        {
          mediaType: "application/json",
          required: true,
          schema: {
            type: "object",
            required: ["title"],
            properties: { title: { type: "string" }, year: { type: "integer" } },
          },
          encode: jsonBody,
        },
      ],
      security: [[keyInHeader("key", "X-Key")]],
    }),
    input: { body: { title: "a", year: 1 } },
    options: {},
    auth: { key: SECRET },
    isRepeatable: false,
    body: undefined,
  },
  {
    name: "safe to repeat, with every key",
    factory: anyOperation({ security: [schemes], retry: { rating: "safe" } }),
    input: undefined,
    options: {},
    auth: Object.fromEntries(schemes.map(({ name }) => [name, SECRET])),
    isRepeatable: true,
    body: undefined,
  },
  {
    name: "a job, with a name and a password",
    factory: anyOperation({
      security: [[basicCredentials("basic")]],
      responses: {
        "202": { "application/json": { schema: { type: "object", required: ["id"] } } },
        "4XX": { "application/json": {} },
      },
      outcome: { completion: "accepted", job: "id", findOut: "look at the job" },
    }),
    input: undefined,
    options: {},
    auth: { basic: { username: "me", password: SECRET } },
    isRepeatable: false,
    body: '{"id":"j"}',
  },
];

/** What came of a call, in the words that matter. */
export interface Ending {
  readonly kind: string;
  readonly sent: number;
  readonly problems: readonly string[];
}

/** How good a verdict is: nobody may be told a better one than there is reason for. */
export const certainty = (kind: string): number =>
  kind === "resolved" || /InvalidRequest|NotSent/.test(kind) ? 2 : kind.startsWith("ApiError no") ? 1 : 0;

const errors = /^(InvalidRequestError|NotSentError|ApiError|OutcomeUnknownError)$/;

function leaks(value: unknown): boolean {
  const texts = [inspect(value, { depth: 8 }), String((value as Error | undefined)?.stack)];
  try {
    texts.push(JSON.stringify(value) ?? "");
  } catch {} // what a server said may be what no JSON can
  return texts.some((text) => text.includes(SECRET) || text.includes(btoa(`me:${SECRET}`)));
}

/** Waits for a call, and looks at whatever it ends with. */
export async function endingOf(call: Promise<unknown> | (() => Promise<unknown>), sent: () => number): Promise<Ending> {
  let kind = "resolved";
  const problems: string[] = [];
  try {
    const value = await (typeof call === "function" ? call() : call);
    if (leaks(value)) problems.push("a secret in the data");
  } catch (thrown) {
    const { name, mayHaveHappened, receipt } = (thrown ?? {}) as {
      name?: unknown;
      mayHaveHappened?: unknown;
      receipt?: unknown;
    };
    kind = String(name);
    if (!isClientError(thrown) || !errors.test(kind)) problems.push(`a raw error: ${inspect(thrown)}`);
    if (kind === "ApiError") kind = mayHaveHappened === true ? "ApiError maybe" : "ApiError no";
    if (leaks(thrown)) problems.push(`a secret in an ${kind}`);
    if (/InvalidRequest|NotSent/.test(kind) && receipt !== undefined) problems.push("a receipt of nothing");
  }
  return { kind, sent: sent(), problems };
}

/** The response that a subject's document declares as its success. */
export const successOf = ({ body, name }: Subject): Response =>
  body === undefined
    ? new Response(null, { status: 204 })
    : new Response(body, {
        status: name.startsWith("a job") ? 202 : 200,
        headers: { "content-type": "application/json" },
      });

/** A call on a `fetch` of any kind, which is counted. */
export function callOf(
  subject: Subject,
  fetch: (url: string, init: RequestInit) => unknown,
  options: object = {},
): { readonly call: () => Promise<unknown>; readonly sent: () => number } {
  let sent = 0;
  const transport = anyTransport({
    auth: subject.auth,
    timeout: 5000,
    retry: { attempts: 3, maxDelay: 0 },
    ...options,
    fetch: (url: string, init: RequestInit) => {
      sent++;
      return fetch(url, init);
    },
  });
  return { call: () => subject.factory(transport)(subject.input, subject.options), sent: () => sent };
}

export const grants = { clientCredentialsGrant, oauth2Token, passwordGrant };
