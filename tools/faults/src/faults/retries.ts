import { type Expected, type Fault, refused, resolved, unknown } from "../fault.ts";
import type { Behaviour } from "../server/loopback.ts";
import { declaredResponse, head, response, write } from "../server/write.ts";
import type { Subject } from "../subject.ts";

const group = "retry";
const quick = { maxDelay: 1 };

/** Where an unknown outcome may be tried again, and where not. */
const ifRepeatable =
  (yes: Expected, no: Expected) =>
  ({ isRepeatable }: Subject): Expected =>
    isRepeatable ? yes : no;

function always(name: string, expected: Fault["expected"], serve: Behaviour, retry: object | false = quick): Fault {
  return { name, group, expected, serve: () => serve, client: () => ({ retry }) };
}

/** The first response fails; then comes the declared success. */
function once(name: string, expected: Fault["expected"], first: Behaviour, retry: object | false = quick): Fault {
  return {
    name,
    group,
    expected,
    serve:
      ({ subject }) =>
      (delivery) =>
        delivery.number === 1 ? first(delivery) : write(declaredResponse(subject.success))(delivery),
    client: () => ({ retry }),
  };
}

const busy = (status: number, ...fields: string[]): Behaviour => write(response(status, "busy", ...fields));
const reset: Behaviour = ({ socket }) => socket.resetAndDestroy();
const half = write(`${head(200, "content-type: application/json", "content-length: 99")}{`, "close");
const date = (offset: number): string => new Date(Date.now() + offset).toUTCString();

/** How many times a request is sent. */
export const retryFaults: readonly Fault[] = [
  ...[429, 503].flatMap((status) => [
    once(`${status} with Retry-After, then a success`, resolved(2), busy(status, "retry-after: 0")),
    once(`${status} with retry-after-ms, then a success`, resolved(2), busy(status, "retry-after-ms: 1")),
    once(`${status} with a date, then a success`, resolved(2), busy(status, `retry-after: ${date(-5000)}`)),
    always(`${status} with Retry-After for ever`, refused(status, 3), busy(status, "retry-after: 0")),
    always(`${status} with Retry-After, and no retries`, refused(status), busy(status, "retry-after: 0"), false),
    always(`${status} with Retry-After, and one attempt`, refused(status), busy(status, "retry-after: 0"), {
      attempts: 1,
    }),
    always(`${status} without Retry-After`, refused(status), busy(status)),
    always(`${status} with a Retry-After of an hour`, refused(status), busy(status, "retry-after: 3600")),
    always(`${status} with a Retry-After of rubbish`, refused(status), busy(status, "retry-after: soon")),
    always(`${status} with a negative Retry-After`, refused(status), busy(status, "retry-after: -1")),
    always(`${status} with two Retry-Afters`, refused(status), busy(status, "retry-after: 0", "retry-after: 0")),
  ]),
  ...[400, 401, 403, 404, 408, 409, 418, 422, 425, 500, 502, 504, 529].map((status) =>
    always(`${status} with Retry-After is final`, refused(status), busy(status, "retry-after: 0")),
  ),
  once("reset, then a success", ifRepeatable(resolved(2), unknown("connection")), reset),
  once("reset in the body, then a success", ifRepeatable(resolved(2), unknown("connection", 200)), half),
  always("reset for ever", ifRepeatable(unknown("connection", undefined, 3), unknown("connection")), reset),
  always("reset, and no retries", unknown("connection"), reset, false),
  once("reset, where the caller wants another attempt", resolved(2), reset, { ...quick, unknownOutcome: true }),
  always("reset for ever, where the caller wants other attempts", unknown("connection", undefined, 5), reset, {
    ...quick,
    attempts: 5,
    unknownOutcome: true,
  }),
  {
    name: "reset, then a refusal",
    group,
    expected: ifRepeatable(unknown("connection", undefined, 2), unknown("connection")),
    serve: () => (delivery) => (delivery.number === 1 ? reset(delivery) : busy(404)(delivery)),
    client: () => ({ retry: quick }),
  },
  {
    name: "503, then reset",
    group,
    expected: ifRepeatable(unknown("connection", undefined, 3), unknown("connection", undefined, 2)),
    serve: () => (delivery) => (delivery.number === 1 ? busy(503, "retry-after: 0")(delivery) : reset(delivery)),
    client: () => ({ retry: quick }),
  },
  ...["redirect", "undeclared"].map((reason) =>
    always(
      `${reason === "redirect" ? "a redirect" : "an undeclared success"} is final`,
      unknown(reason, reason === "redirect" ? 307 : 299),
      busy(reason === "redirect" ? 307 : 299, "retry-after: 0"),
      { ...quick, unknownOutcome: true },
    ),
  ),
];
