import { type Expected, type Fault, refused, resolved, type Stage, unknown, unsent } from "../fault.ts";
import { deafListener, fullListener } from "../server/full-listener.ts";
import { head, response } from "../server/write.ts";
import { SECRET } from "../subject.ts";

/** What ends a call: its time, or the caller's signal with any reason. */
interface End {
  readonly name: string;
  readonly reason: "aborted" | "timeout";
  readonly end: (stage: Stage) => void;
}

const ends: readonly End[] = [
  { name: "timeout", reason: "timeout", end: (stage) => stage.expire() },
  { name: "abort with an Error", reason: "aborted", end: (stage) => stage.abort(new Error(SECRET)) },
  { name: "abort with a text", reason: "aborted", end: (stage) => stage.abort(SECRET) },
  { name: "abort with undefined", reason: "aborted", end: (stage) => stage.abort(undefined) },
  {
    name: "abort as AbortSignal.timeout does it",
    reason: "aborted",
    end: (stage) => stage.abort(new DOMException(SECRET, "TimeoutError")),
  },
];

const json = "content-type: application/json";
const soon = (stage: Stage, { end }: End): void => {
  setImmediate(() => end(stage));
};

/** Where a call can end. A stage begins with an event, never after a while. */
type Where = (end: End) => Partial<Fault> & { readonly expected: Expected };

const stages: Readonly<Record<string, Where>> = {
  "while a credential is asked for": (end) => ({
    expected: unsent(end.reason),
    client: (stage) => ({
      auth: Object.fromEntries(
        Object.keys(stage.subject.auth).map((name) => [
          name,
          () => {
            soon(stage, end);
            return new Promise(() => {});
          },
        ]),
      ),
    }),
  }),
  "while the connection is made": (end) => ({
    // Nobody tells how far fetch has come: nothing was sent, but the client cannot know.
    expected: unknown(end.reason, undefined, 0),
    baseUrl: fullListener,
    client: (stage) => ({ hooks: { onRequest: () => soon(stage, end) } }),
  }),
  "while nobody accepts the connection": (end) => ({
    expected: unknown(end.reason, undefined, 0),
    baseUrl: deafListener,
    client: (stage) => ({ hooks: { onRequest: () => soon(stage, end) } }),
  }),
  "before the response": (end) => ({
    expected: unknown(end.reason),
    serve: (stage) => () => end.end(stage),
  }),
  "after an interim response": (end) => ({
    expected: unknown(end.reason),
    serve:
      (stage) =>
      ({ socket }) => {
        socket.write(head(103), () => soon(stage, end));
      },
  }),
  "in a head that comes byte by byte": (end) => ({
    expected: unknown(end.reason),
    serve:
      (stage) =>
      ({ socket }) => {
        const text = "HTTP/1.1 200 OK\r\nx-slow: ";
        const next = (index: number): void => {
          if (socket.destroyed) return;
          if (index === 40) end.end(stage);
          socket.write(text[index] ?? "a", () => setImmediate(next, index + 1));
        };
        next(0);
      },
  }),
  "in a body that never comes": (end) => ({
    expected: unknown(end.reason, 200),
    serve:
      (stage) =>
      ({ socket }) => {
        socket.write(head(200, json, "content-length: 99"));
        void stage.answered.then(() => soon(stage, end));
      },
  }),
  "in a body that comes byte by byte": (end) => ({
    expected: unknown(end.reason, 200),
    serve:
      (stage) =>
      ({ socket }) => {
        socket.write(head(200, json, "content-length: 9999"));
        const next = (): void => {
          if (!socket.destroyed) socket.write(" ", () => setImmediate(next));
        };
        next();
        void stage.answered.then(() => soon(stage, end));
      },
  }),
  "in the body of a refusal": (end) => ({
    expected: refused(403),
    serve:
      (stage) =>
      ({ socket }) => {
        socket.write(`${head(403, json, "content-length: 99")}{"a":"${SECRET}`);
        void stage.answered.then(() => soon(stage, end));
      },
  }),
  "while it waits to try again": (end) => ({
    expected: refused(503),
    serve:
      () =>
      ({ socket }) => {
        socket.write(response(503, "no", "retry-after: 20"));
      },
    client: (stage) => ({ retry: {}, hooks: { onRetry: () => soon(stage, end) } }),
  }),
  "in the second attempt": (end) => ({
    expected: unknown(end.reason, undefined, 2),
    serve:
      (stage) =>
      ({ socket, number }) => {
        if (number === 1) socket.write(response(503, "no", "retry-after: 0"));
        else end.end(stage);
      },
    client: () => ({ retry: {} }),
  }),
};

const atStages: readonly Fault[] = Object.entries(stages).flatMap(([where, fault]) =>
  ends.map((end) => ({ name: `${end.name} ${where}`, group: "ending", ...fault(end) })),
);

const aborted: readonly Fault[] = [new Error(SECRET), SECRET, undefined, { toString: () => SECRET }].map(
  (reason, index) => ({
    name: `aborted before the call with ${["an Error", "a text", "undefined", "an object"][index]}`,
    group: "ending",
    expected: unsent("aborted"),
    call: () => ({ signal: AbortSignal.abort(reason) }),
  }),
);

/** A call ends early: what was sent by then has an unknown outcome, and only then. */
export const endingFaults: readonly Fault[] = [
  ...atStages,
  ...aborted,
  {
    name: "aborted after the response",
    group: "ending",
    expected: resolved(),
    check: (stage) => {
      stage.abort(SECRET);
      stage.expire();
      return [];
    },
  },
  {
    name: "timeout by the real clock",
    group: "ending",
    own: true,
    expected: unknown("timeout"),
    serve: () => () => {},
    client: () => ({ timeout: 2_000 }),
  },
];
