import { ReleaseError } from "../publish/release-error.ts";
import type { NpmFailure } from "./npm.ts";

/** The network's own words, and npm's for a response that came too late. */
const UNREACHABLE =
  /^(E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE|50\d)|ERR_SOCKET_TIMEOUT|UND_ERR_\w+)$/;
const REFUSED = /^(E401|E403|ENEEDAUTH|EOTP)$/;

/** Says in our words why a registry did not do what npm asked of it, and what to do about that. */
export function registryFailure(registry: string, what: string, { code, summary }: NpmFailure): ReleaseError {
  if (UNREACHABLE.test(code) || /\b(ECONNRESET|ECONNREFUSED|socket hang up)\b/.test(summary)) {
    return new ReleaseError(
      `${what}: the registry ${registry} cannot be reached (${code || summary})`,
      "check the network and the registry, then run it again: only what is missing will be published",
    );
  }
  if (REFUSED.test(code)) {
    return new ReleaseError(
      `${what}: the registry ${registry} does not let you (${code}: ${summary})`,
      `put a token that may publish there into your own .npmrc (${tokenKey(registry)}=...), not into the project's; ` +
        "npm_config_userconfig may name another file",
    );
  }
  return new ReleaseError(
    `${what}: npm failed${code === "" ? "" : ` with ${code}`}: ${summary}`,
    "look at what the registry says, then run it again: only what is missing will be published",
  );
}

function tokenKey(registry: string): string {
  return `${registry.replace(/^\w+:/, "").replace(/\/?$/, "/")}:_authToken`;
}
