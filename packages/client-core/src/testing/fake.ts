/** A fake of a platform, for the tests of who uses its client: no network, and every error and receipt a real one. */
import type { Fetch } from "../definition.ts";
import { compiledOf } from "../engine/compiled.ts";
import type { OperationInfo } from "../operation.ts";
import { checkScript } from "./check-script.ts";
import { fail, respond } from "./reactions.ts";
import { type Asked, readRequest } from "./read-request.ts";
import type { AnyScript, FakeRequest, Fault, ScriptOf, Undeclared } from "./script.ts";

/** The operations of a platform, by name. */
export type Factories = Readonly<Record<string, { readonly info: OperationInfo }>>;

/** A fake of a platform. */
export interface Fake<Operations extends Factories> {
  /** For the option `fetch` of a client. */
  readonly fetch: Fetch;
  /** The same as a handler of MSW: `http.all("https://platform.test/*", fake.handler)`. */
  readonly handler: (info: { readonly request: Request }) => Promise<Response>;
  /** What was sent, in order; requests for tokens, which are all granted, are not among it. */
  readonly requests: readonly FakeRequest[];
  /**
   * Says what happens to the next requests for an operation, one after the other; for those that come after, 501 with a
   * hint. `read` stands for what `client.read` sends.
   * @throws TypeError for a response that the document does not declare, unless it says `undeclared: true`
   */
  respond<Name extends keyof Operations | "read">(
    operation: Name,
    ...scripts: readonly (Name extends keyof Operations ? ScriptOf<Operations[Name]> : Fault | Undeclared)[]
  ): void;
  /** Forgets what was sent, and what is still to happen. */
  reset(): void;
}

/** Makes a fake of the operations of a document. Generated code knows them. */
export function createFake<Operations extends Factories>(factories: Operations): Fake<Operations> {
  const queues = new Map<string, AnyScript[]>();
  const requests: FakeRequest[] = [];
  const operations = Object.entries(factories).map(([name, factory]) => ({ name, operation: compiledOf(factory) }));

  const react = async (request: Request, signal: AbortSignal | null | undefined, isMsw: boolean): Promise<Response> => {
    if (isForToken(request)) return Response.json({ access_token: "a-token-of-the-fake", token_type: "bearer" });
    const asked: Asked = await readRequest(request, operations);
    const script = queues.get(asked.operation ?? "")?.shift();
    const isFault = script !== undefined && "fault" in script;
    const fault = isFault ? script.fault : undefined;
    const isDone =
      fault === "lost response" || fault === "cut" || (!isFault && script !== undefined && script.status < 300);
    if (fault !== "dns" && fault !== "refused") requests.push(Object.freeze({ ...asked, wasCarriedOut: isDone }));
    if (script === undefined) return respond({ status: 501, body: hint(asked) });
    return isFault ? fail(script.fault, signal, isMsw) : respond(script);
  };
  return {
    requests,
    // What it gives has a status, headers and a body.
    fetch: async (url, init) => react(new Request(url, { ...init, signal: null }), init.signal, false),
    handler: async ({ request }) => react(request, request.signal, true),
    respond(name, ...scripts) {
      const key = String(name);
      const found = operations.find((one) => one.name === key);
      if (found === undefined && key !== "read")
        throw new TypeError(
          `${key} is no operation; there are ${operations.map((one) => one.name).join(", ")}, and read`,
        );
      const checked = (scripts as readonly AnyScript[]).map((script) => checkScript(key, found?.operation, script));
      queues.set(key, [...(queues.get(key) ?? []), ...checked]);
    },
    reset() {
      queues.clear();
      requests.length = 0;
    },
  };
}

/** OAuth2 grants ask for tokens by a form (RFC 6749). */
const isForToken = ({ method, headers, url }: Request): boolean =>
  method === "POST" &&
  /urlencoded/.test(headers.get("content-type") ?? "") &&
  /token|login|oauth/i.test(new URL(url).pathname);

const hint = ({ operation, method, url }: Asked): string =>
  operation === undefined
    ? `The fake knows no operation for ${method} ${new URL(url).pathname}.`
    : `Nothing is scripted for ${operation}: call fake.respond(${JSON.stringify(operation)}, { status: ..., body: ... }).`;
