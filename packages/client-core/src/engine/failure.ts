import type { NotSentReason, SafeCause } from "../errors.ts";

/** A failure of `fetch`. */
export interface FetchFailure {
  /** `undefined`: the request may have arrived. */
  readonly reason: NotSentReason | undefined;
  readonly text: string;
  readonly cause: SafeCause | undefined;
}

/**
 * Codes (Node, Bun) and whole messages (Node, Deno) that are only seen before anything of a request is sent. Of TLS only what
 * this side says about the server's certificate: a server can send an alert, or nonsense, after it has read a request.
 */
const notSent: readonly (readonly [NotSentReason, string, RegExp])[] = [
  ["dns", "the host name was not found", /^(ENOTFOUND|EAI_)/],
  ["refused", "the connection was refused", /^(ECONNREFUSED|ConnectionRefused)/],
  [
    "tls",
    "no secure connection could be made",
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ECONNRESET Client network socket disconnected before secure TLS connection was established )/,
  ],
  [
    "unreachable",
    "no connection could be made",
    /^(UND_ERR_CONNECT_T|\w* bad port \w+$| error sending request for url \(\S*\): client error \(Connect\))|connect$/,
  ],
];

/** Browsers keep the reason from pages. */
const vague =
  "no response came, and the browser does not say why: the connection broke, the server cannot be reached, or it does not allow this page (CORS)";

/** What somebody put on Object.prototype is no part of an error. */
const ownValue = (error: NonNullable<unknown>, name: string): unknown =>
  Object.hasOwn(error, name) ? (error as Record<string, unknown>)[name] : undefined;

/** Judges what `fetch` threw, which may be anything. Where it does not say for sure that nothing was sent, the outcome is unknown. */
export function failureOf(thrown: unknown): FetchFailure {
  let reason: NotSentReason | undefined;
  let text = "the connection broke before a response came";
  let cause: SafeCause | undefined;
  try {
    // What undici throws says "fetch failed", and has the reason in its cause.
    for (let error = thrown, depth = 0; error && depth < 5 && !reason; depth++) {
      const code = ownValue(error, "code");
      const message = ownValue(error, "message");
      // Only what looks like the code of an error of a runtime is told.
      if (typeof code === "string" && /^([A-Z][A-Z\d_/]{2,60}|Connection\w+)$/.test(code)) cause = { code };
      if (
        typeof message === "string" &&
        /^(Failed to fetch|NetworkError when|Load failed|fetch failed: internal)/.test(message)
      )
        text = vague;
      const told = `${cause?.code ?? ""} ${typeof message === "string" && message} ${ownValue(error, "syscall") === "connect" && "connect"}`;
      const found = notSent.find(([, , pattern]) => pattern.test(told));
      if (found) [reason, text] = found;
      error = ownValue(error, "cause");
    }
  } catch {} // a getter or a proxy that throws tells nothing
  return { reason, text: cause ? `${text} (${cause.code})` : text, cause };
}
