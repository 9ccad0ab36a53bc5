import type { Candidate } from "../candidate.ts";
import { secret } from "../secret.ts";

interface Sdk {
  readonly GalileoConfig: { get(options: { apiUrl: string; apiKey: string | undefined }): unknown };
  readonly GalileoApiClient: new () => {
    init(options: { projectScoped: boolean }): Promise<void>;
    makeRequest(method: string, path: string, body: unknown, query: unknown): Promise<unknown>;
  };
}

/** Claims that do not expire, unsigned. What stands in place of a signature is recognised wherever it turns up. */
const token = `${[{ alg: "none" }, { exp: 9_999_999_999 }].map(encoded).join(".")}.${secret}`;

/** It does not have the operation. Its clients share a public method that sends any request, which is used here. */
export const galileo: Candidate = {
  name: "galileo",
  published: { package: "galileo", version: "1.33.1" },
  platforms: ["Galileo"],
  prologue: { "/healthcheck": { status: "ok" }, "/login/api_key": { access_token: token } },
  call: async ({ baseUrl, key, operation, input }, load) => {
    const { GalileoConfig, GalileoApiClient } = load("galileo") as Sdk;
    GalileoConfig.get({ apiUrl: baseUrl, apiKey: key });
    const client = new GalileoApiClient();
    await client.init({ projectScoped: false });
    return { data: await client.makeRequest(operation.method, operation.path.slice(1), input.body, input.query) };
  },
};

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
