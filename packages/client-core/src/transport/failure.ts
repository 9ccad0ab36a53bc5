import type { NotSentReason } from "../errors/not-sent-error.ts";

/** What may be told about an error that somebody else threw: its message may hold anything. */
export interface SafeCause {
  readonly code: string;
}

/** A failure of `fetch` before an answer came. */
export interface Failure {
  /** Absent: the request may have arrived. */
  readonly reason?: NotSentReason;
  readonly text: string;
  readonly cause?: SafeCause;
}

/** Codes (Node, Bun) and messages (Node, Deno) that are only seen before anything of a request is sent. */
const notSent: readonly (readonly [NotSentReason, string, RegExp])[] = [
  ["dns", "the host name was not found", /^(ENOTFOUND|EAI_)/],
  ["refused", "the connection was refused", /^(ECONNREFUSED|ConnectionRefused)/],
  [
    "tls",
    "no secure connection could be made",
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_(WRONG_VERSION|PACKET_LENGTH|\S*(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNRECOGNIZED_NAME)))|before secure TLS/,
  ],
  [
    "unreachable",
    "no connection could be made",
    /^(UND_ERR_CONNECT_T|\w* bad port )|client error \(Connect\)|connect$/,
  ],
];

/** Judges what `fetch` threw. Where it does not say for sure that nothing was sent, the outcome is unknown. */
export function failureOf(thrown: unknown): Failure {
  let cause: SafeCause | undefined;
  let failure: Omit<Failure, "cause"> = { text: "the connection broke before an answer came" };
  // What undici throws says "fetch failed", and has the reason in its cause.
  for (let error = thrown, depth = 0; error && depth < 5 && !failure.reason; depth++) {
    const { code, syscall, message, cause: next } = error as Record<string, unknown>;
    // Only what looks like the code of an error of a runtime is told.
    if (typeof code === "string" && /^([A-Z][A-Z\d_/]{2,60}|Connection\w+)$/.test(code)) cause = { code };
    const told = `${cause?.code ?? ""} ${typeof message === "string" && message} ${syscall === "connect" && syscall}`;
    const found = notSent.find(([, , pattern]) => pattern.test(told));
    if (found) failure = { reason: found[0], text: found[1] };
    error = next;
  }
  return cause ? { ...failure, text: `${failure.text} (${cause.code})`, cause } : failure;
}
