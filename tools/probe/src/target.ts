import { connect } from "node:net";
import { connect as connectTls } from "node:tls";

const REACH_DEADLINE_MS = 10_000;

/**
 * The address of a real server.
 *
 * @throws {TargetError} when it is none, or carries what does not belong there
 */
export function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TargetError("--target is no http(s) address: give it like https://phoenix.example.com");
  }
  // It is not repeated here: it may hold a password.
  if (url.username !== "" || url.password !== "") {
    throw new TargetError("--target carries a user or a password: give credentials with --credential");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new TargetError("--target has a query or a fragment: give the address that all paths are appended to");
  }
  return url;
}

/** Whether the server is on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Opens a connection, TLS included, and closes it again: no request is made.
 *
 * @throws {TargetError} when nobody answers there within ten seconds
 */
export async function assertReachable(target: URL): Promise<void> {
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const port = Number(target.port) || (target.protocol === "https:" ? 443 : 80);
  const reason = await new Promise<string | undefined>((resolve) => {
    const isTls = target.protocol === "https:";
    const socket = isTls ? connectTls({ host, port, servername: host }) : connect({ host, port });
    const timer = setTimeout(() => end(`no response within ${REACH_DEADLINE_MS / 1000} s`), REACH_DEADLINE_MS);
    const end = (problem?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    socket.once(isTls ? "secureConnect" : "connect", () => end());
    socket.once("error", (error) => end(error.message === "" ? "connection refused" : error.message));
  });
  if (reason !== undefined) {
    throw new TargetError(`${target.origin} cannot be reached: ${reason}. Is the server up, and the address right?`);
  }
}

/** Why a server cannot be tried: a mistake in what was asked for, or nobody answers. The message says what to do. */
export class TargetError extends Error {
  override readonly name = "TargetError";
}
