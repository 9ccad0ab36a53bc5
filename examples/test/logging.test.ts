import { Writable } from "node:stream";
import { createPhoenixClient } from "@org/phoenix-client";
import { createPhoenixFake } from "@org/phoenix-client/testing";
import { pino } from "pino";
import { expect, test } from "vitest";
import { err, loggingHooks } from "../observability/logging.ts";

const SECRET = "s3cr3t-token";
const PERSONAL = "somebody@example.com";
const input = {
  path: { project_identifier: "demo" },
  query: { start_time: "2026-01-01T00:00:00Z", end_time: "2026-02-01T00:00:00Z", identifier: PERSONAL },
};

/** What is logged of a call that the platform refuses, by an error that is logged, too. */
async function logged(options: object): Promise<string> {
  let text = "";
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, callback) => {
      text += chunk.toString();
      callback();
    },
  });
  const logger = pino(options, stream);
  const fake = createPhoenixFake();
  fake.respond("deleteTraceAnnotations", {
    status: 401,
    body: `no such key: ${SECRET}`,
    headers: { "x-echo": SECRET, "x-internal": "of the platform" },
    undeclared: true,
  });
  const auth = { bearer: SECRET };
  const client = createPhoenixClient({
    baseUrl: "https://phoenix.test",
    auth,
    fetch: fake.fetch,
    hooks: loggingHooks(logger),
  });
  await client.deleteTraceAnnotations(input).catch((error: unknown) => logger.error({ err: error }, "not deleted"));
  return text;
}

test("hooks and errors are logged without the credential, also where the platform sends it back", async () => {
  for (const options of [{}, { serializers: { err } }]) {
    const text = await logged(options);
    expect(text).toContain('"msg":"request"');
    expect(text).toContain("ApiError");
    expect(text).not.toContain(SECRET);
  }
});

test("the serializer leaves out what the platform has said, and what it was asked for", async () => {
  const errorLine = async (options: object): Promise<string> => (await logged(options)).trim().split("\n").at(-1) ?? "";
  const own = await errorLine({ serializers: { err } });
  expect(JSON.parse(own)).toMatchObject({
    err: {
      type: "ApiError",
      operation: "deleteTraceAnnotations",
      server: "https://phoenix.test",
      receipt: { status: 401 },
    },
  });
  for (const left of ["no such key", "somebody"]) {
    expect(await errorLine({})).toContain(left);
    expect(own).not.toContain(left);
  }
});
