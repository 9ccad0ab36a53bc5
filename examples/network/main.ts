// PHOENIX_URL=... PHOENIX_API_KEY=... node network/main.ts: makes a call through whatever the environment says of the network.
//
// NODE_EXTRA_CA_CERTS=authority.pem trusts a private authority; NODE_USE_ENV_PROXY=1 with HTTPS_PROXY=http://proxy:3128 uses a
// proxy, on Node 24. Both hold for the global `fetch`, which the client uses by itself.
import { createPhoenixClient } from "@org/phoenix-client";

const phoenix = createPhoenixClient({
  baseUrl: process.env.PHOENIX_URL ?? "",
  auth: { bearer: process.env.PHOENIX_API_KEY ?? "" },
});
const { status } = await phoenix.deleteTraceAnnotations.result({
  path: { project_identifier: "demo" },
  query: { start_time: "2026-01-01T00:00:00Z", end_time: "2026-02-01T00:00:00Z" },
});
console.log(status);
