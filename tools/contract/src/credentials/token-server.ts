import { createServer } from "node:http";
import { close, listen } from "../wire/recorder.ts";

/** What the token server knows of everyone who may have a token. */
export const GRANTS = {
  password: { username: "contract-user", password: "contract-password" },
  clientCredentials: { clientId: "contract-client", clientSecret: "contract-secret" },
} as const;

/** The token that the server gives for a grant. */
export function tokenFor(grant: keyof typeof GRANTS): string {
  return `token-for-${grant}`;
}

/** A small OAuth2 token server on the loopback, as strict as RFC 6749 allows: who asks wrongly gets no token. */
export interface TokenServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startTokenServer(): Promise<TokenServer> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const grant = judge(request.method, request.headers["content-type"], request.headers.authorization, body);
      const token =
        grant === undefined
          ? { error: "invalid_grant" }
          : { access_token: tokenFor(grant), token_type: "bearer", expires_in: 3600 };
      response.writeHead(grant === undefined ? 400 : 200, {
        "content-type": "application/json",
        "cache-control": "no-store",
      });
      response.end(JSON.stringify(token));
    });
  });
  const url = await listen(server);
  return { url: `${url}/token`, stop: () => close(server) };
}

function judge(
  method: string | undefined,
  contentType: string | undefined,
  authorization: string | undefined,
  body: string,
): keyof typeof GRANTS | undefined {
  if (method !== "POST" || contentType?.split(";")[0] !== "application/x-www-form-urlencoded") return undefined;
  const form = new URLSearchParams(body);
  if (form.get("grant_type") === "password") {
    const { username, password } = GRANTS.password;
    return form.get("username") === username && form.get("password") === password ? "password" : undefined;
  }
  if (form.get("grant_type") !== "client_credentials") return undefined;
  const { clientId, clientSecret } = GRANTS.clientCredentials;
  // "HTTP Basic ... Alternatively ... in the request-body" (RFC 6749, 2.3.1): either is right.
  const basic = `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
  const inBody = form.get("client_id") === clientId && form.get("client_secret") === clientSecret;
  return inBody || authorization === basic ? "clientCredentials" : undefined;
}
