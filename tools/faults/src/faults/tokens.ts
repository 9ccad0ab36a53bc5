import { type Fault, refused, resolved, type Stage, unknown, unsent } from "../fault.ts";
import type { Behaviour } from "../server/loopback.ts";
import { declaredResponse, head, response, write } from "../server/write.ts";
import { SECRET, type Subject } from "../subject.ts";

const group = "token";
const json = "content-type: application/json";
const hasTokens = ({ tokens }: Subject): boolean => tokens !== undefined;
const token = (value: unknown): Buffer => response(200, JSON.stringify(value), json);

/** The token endpoint fails: the request itself is never sent. */
function fails(name: string, serveToken: Behaviour, reason = "token"): Fault {
  return {
    name: `the token endpoint: ${name}`,
    group,
    applies: hasTokens,
    expected: { ...unsent(reason), tokens: 1 },
    serveToken: () => serveToken,
  };
}

const ends: Readonly<Record<string, (stage: Stage) => void>> = {
  timeout: (stage) => stage.expire(),
  aborted: (stage) => stage.abort(new Error(SECRET)),
};

export const tokenFaults: readonly Fault[] = [
  ...[301, 302, 303, 307, 308].map((status) =>
    fails(`redirect ${status}`, write(response(status, "", `location: /elsewhere?x=${SECRET}`))),
  ),
  ...[204, 400, 401, 403, 404, 429, 500, 503].map((status) =>
    fails(
      `status ${status}`,
      write(status === 204 ? head(204) : response(status, JSON.stringify({ error: SECRET }), json)),
    ),
  ),
  fails("an empty response", write(response(200, "", json))),
  fails("HTML", write(response(200, `<p>${SECRET}`, "content-type: text/html"))),
  fails("broken JSON", write(response(200, `{"access_token":"${SECRET}`, json))),
  fails("null", write(token(null))),
  fails("no token", write(token({ token: SECRET }))),
  fails("an empty token", write(token({ access_token: "" }))),
  fails("a token that is no text", write(token({ access_token: { a: SECRET } }))),
  fails("a token with a line break", write(token({ access_token: `${SECRET}\r\nx-a: b` }))),
  fails("a token of another type", write(token({ access_token: SECRET, token_type: "mac" }))),
  fails("bad gzip", write(response(200, "x", json, "content-encoding: gzip"))),
  fails("a response that is too large", write(response(200, " ".repeat(200_000), json))),
  fails("reset", ({ socket }) => socket.resetAndDestroy()),
  fails("closed", ({ socket }) => void socket.end()),
  fails("closed in the body", write(`${head(200, json, "content-length: 99")}{"access_token":"${SECRET}"`, "close")),
  fails("no HTTP", write(`${SECRET}\r\n\r\n`)),
  ...Object.entries(ends).map(([reason, end]) => ({
    ...fails(`${reason} before its response`, () => {}, reason),
    serveToken: (stage: Stage) => () => end(stage),
  })),
  {
    name: "a token that works",
    group,
    applies: hasTokens,
    expected: { ...resolved(), tokens: 1 },
    serveToken: () => write(token({ access_token: `${SECRET}-token`, expires_in: 3600 })),
  },
  {
    name: "a token that is refused, and a new one that works",
    group,
    applies: hasTokens,
    expected: { ...resolved(2), tokens: 2 },
    serveToken: () => write(token({ access_token: `${SECRET}-token` })),
    serve:
      ({ subject }) =>
      ({ socket, number }) =>
        socket.write(number === 1 ? response(401, SECRET) : declaredResponse(subject.success)),
    client: () => ({ retry: {} }),
  },
  {
    name: "a token that is refused for ever",
    group,
    applies: hasTokens,
    expected: { ...refused(401, 2), tokens: 2 },
    serveToken: () => write(token({ access_token: `${SECRET}-token` })),
    serve: () => write(response(401, `{"detail":"${SECRET}-token"}`, json)),
    client: () => ({ retry: {} }),
  },
  {
    name: "a token that is refused, where nothing is to be sent twice",
    group,
    applies: hasTokens,
    expected: { ...refused(401), tokens: 1 },
    serveToken: () => write(token({ access_token: `${SECRET}-token` })),
    serve: () => write(response(401, `{"detail":"${SECRET}-token"}`, json)),
  },
  {
    name: "a token that works, and a connection that breaks",
    group,
    applies: hasTokens,
    expected: { ...unknown("connection"), tokens: 1 },
    serveToken: () => write(token({ access_token: `${SECRET}-token` })),
    serve: () => write("", "close"),
  },
];
