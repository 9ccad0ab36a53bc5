import { type Fault, refused, resolved, unknown } from "../fault.ts";
import { declaredResponse, head, response, write } from "../server/write.ts";
import type { Subject } from "../subject.ts";

const group = "head";
const success = ({ success }: Subject): Buffer => declaredResponse(success);

function headFault(name: string, expected: Fault["expected"], bytes: (subject: Subject) => Buffer | string): Fault {
  return { name, group, expected, serve: ({ subject }) => write(bytes(subject)) };
}

const broken = unknown("connection");

/** The declared success, its head changed. */
const changed =
  (change: (text: string) => string) =>
  (subject: Subject): Buffer =>
    Buffer.from(change(success(subject).toString()));
const withField = (field: string): ((subject: Subject) => Buffer) =>
  changed((text) => text.replace("\r\n", `\r\n${field}\r\n`));

/** Heads that are not as HTTP wants them, or more than that. */
export const headFaults: readonly Fault[] = [
  headFault("two interim responses, then the response", resolved(), (subject) =>
    Buffer.concat([Buffer.from(head(103, "link: </a>") + head(102)), success(subject)]),
  ),
  headFault("status 999", refused(999), () => response(999, "{}", "content-type: application/json")),
  headFault("status 600", refused(600), () => response(600, "{}", "content-type: application/json")),
  headFault("status 000", broken, () => response("000", "{}")),
  headFault("status 099", broken, () => response("099", "{}")),
  headFault("status 42", broken, () => response(42, "{}")),
  headFault("status 2000", broken, () => response(2000, "{}")),
  headFault("status abc", broken, () => response("abc", "{}")),
  headFault("status -1", broken, () => response(-1, "{}")),
  headFault("no HTTP at all", broken, () => `${"x".repeat(50)}\r\n\r\n`),
  headFault("HTTP/0.9", broken, ({ success }) => success.body || "ok\r\n\r\n"),
  headFault("HTTP/2 in clear", broken, () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  headFault(
    "HTTP/3.0 as version",
    broken,
    changed((text) => text.replace("HTTP/1.1", "HTTP/3.0")),
  ),
  headFault("a TLS alert to a plain request", broken, () => Buffer.from([0x15, 3, 3, 0, 2, 2, 40])),
  headFault("an SSH banner", broken, () => "SSH-2.0-OpenSSH_9.2p1\r\n\r\n"),
  headFault("a field without a colon", broken, withField("nonsense")),
  headFault("a field without a name", broken, withField(": nonsense")),
  headFault("a blank in a field's name", broken, withField("x y: nonsense")),
  headFault("a NUL in a field", broken, withField("x-a: a\0b")),
  headFault("a field of 100 kB", broken, withField(`x-a: ${"a".repeat(100_000)}`)),
  headFault(
    "3,000 fields",
    broken,
    withField(Array.from({ length: 3000 }, (_, index) => `x-${index}: a`).join("\r\n")),
  ),
  headFault(
    "a status text of 100 kB",
    resolved(),
    changed((text) => text.replace("Text", "x".repeat(100_000))),
  ),
  headFault("bytes beyond ASCII in a field", resolved(), withField("x-a: \u00e4\u20ac")),
  headFault("two lengths that differ", broken, withField("content-length: 1\r\ncontent-length: 2")),
  headFault("a length that is negative", broken, () => `${head(200, "content-length: -5")}`),
  headFault("a length that is no number", broken, () => `${head(200, "content-length: five")}`),
  headFault("a length beyond all numbers", broken, () => `${head(200, `content-length: ${"9".repeat(30)}`)}`),
  headFault(
    "a length and chunks",
    broken,
    () =>
      `${head(200, "content-type: application/json", "content-length: 5", "transfer-encoding: chunked")}2\r\n{}\r\n0\r\n\r\n`,
  ),
  {
    own: true,
    ...headFault("a second response behind the first", refused(403), () => ""),
    serve:
      ({ subject }) =>
      ({ socket }) =>
        socket.write(Buffer.concat([response(403, "no"), declaredResponse(subject.success)])),
    // What was smuggled in must not be taken for the response to the next call.
    check: async (_stage, call) => {
      const { kind } = await call();
      return kind === "ApiError" || kind === "OutcomeUnknownError" ? [] : [`the next call came to ${kind}`];
    },
  },
  {
    own: true,
    ...headFault("a second response inside a field (response splitting)", unknown("redirect", 302), () => ""),
    serve: ({ subject }) =>
      write(
        Buffer.concat([
          Buffer.from("HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n"),
          declaredResponse(subject.success),
        ]),
      ),
    check: async (_stage, call) => {
      const { kind } = await call();
      return kind === "OutcomeUnknownError" ? [] : [`the next call came to ${kind}`];
    },
  },
];
