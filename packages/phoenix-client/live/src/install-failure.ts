import type { ProgramResult } from "./run-program.ts";
import { Unavailable } from "./unavailable.ts";

/** What pip and uv say when they reach no index: in words of Python, of Rust, and of proxies. */
const NO_NETWORK = [
  /name resolution|name or service not known|nodename nor servname|dns error|getaddrinfo failed/i,
  /network is unreachable|no route to host|connection (?:refused|reset|aborted|timed out)/i,
  /(?:connect|read)timeout|timed out|operation timed out|tcp connect error|error sending request/i,
  /NewConnectionError|Max retries exceeded|ProxyError|tunnel connection failed|407 Proxy Authentication/i,
  /\b(?:502 Bad Gateway|503 Service Unavailable|504 Gateway)/i,
];

/** Python's own modules that a distribution may leave out, and the words in which it says so. */
const NO_VENV = /ensurepip is not available|No module named '?(?:venv|ensurepip|pip)\b/i;

/**
 * What a failed step of the installation means: a reason to skip where this machine lacks the network or a part of
 * Python, an error in every other case (a version that does not exist, a full disk).
 *
 * @param step what was tried, to be read after "could not"
 */
export function installFailure(step: string, result: ProgramResult): Error {
  const said = result.output.trim().split("\n").slice(-12).join("\n");
  if (result.timedOut) return new Unavailable(`could not ${step} in time: the network, or this machine, is too slow`);
  if (NO_VENV.test(result.output)) {
    return new Unavailable(
      `could not ${step}: this Python has no venv and pip (on Debian: apt-get install python3-venv)`,
    );
  }
  if (NO_NETWORK.some((words) => words.test(result.output))) {
    return new Unavailable(`could not ${step}: PyPI, or the index in its place, cannot be reached`);
  }
  return new Error(`Could not ${step}:\n${said}`);
}
