import type { NotSentReason, SafeCause } from "../errors.ts";

/** A failure of `fetch`. */
export interface FetchFailure {
  /** `undefined`: the request may have arrived. */
  readonly reason: NotSentReason | undefined;
  readonly text: string;
  readonly cause: SafeCause | undefined;
}

/**
 * Codes (Node, Bun) and messages (Node, Deno) that are only seen before anything of a request is sent. Of TLS only what
 * the handshake itself says: `WRONG_VERSION_NUMBER` and `PACKET_LENGTH_TOO_LONG` also come after a request was read.
 */
const notSent: readonly (readonly [NotSentReason, string, RegExp])[] = [
  ["dns", "the host name was not found", /^(ENOTFOUND|EAI_)/],
  ["refused", "the connection was refused", /^(ECONNREFUSED|ConnectionRefused)/],
  [
    "tls",
    "no secure connection could be made",
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_\S*(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNRECOGNIZED_NAME))|before secure TLS/,
  ],
  [
    "unreachable",
    "no connection could be made",
    /^(UND_ERR_CONNECT_T|\w* bad port )|client error \(Connect\)|connect$/,
  ],
];

/** What somebody put on Object.prototype is no part of an error. */
const ownValue = (error: object, name: string): unknown =>
  Object.hasOwn(error, name) ? (error as Record<string, unknown>)[name] : undefined;

/** Judges what `fetch` threw, which may be anything. Where it does not say for sure that nothing was sent, the outcome is unknown. */
export function failureOf(thrown: unknown): FetchFailure {
  let reason: NotSentReason | undefined;
  let text = "the connection broke before a response came";
  let cause: SafeCause | undefined;
  try {
    // What undici throws says "fetch failed", and has the reason in its cause.
    for (let error = thrown, depth = 0; typeof error === "object" && error && depth < 5 && !reason; depth++) {
      const code = ownValue(error, "code");
      const message = ownValue(error, "message");
      // Only what looks like the code of an error of a runtime is told.
      if (typeof code === "string" && /^([A-Z][A-Z\d_/]{2,60}|Connection\w+)$/.test(code)) cause = { code };
      const told = `${cause?.code ?? ""} ${typeof message === "string" && message} ${ownValue(error, "syscall") === "connect" && "connect"}`;
      const found = notSent.find(([, , pattern]) => pattern.test(told));
      if (found) [reason, text] = found;
      error = ownValue(error, "cause");
    }
  } catch {} // a getter or a proxy that throws tells nothing
  return { reason, text: cause ? `${text} (${cause.code})` : text, cause };
}
