import { afterEach, expect, test } from "vitest";
import { createTransport } from "../src/engine/transport.ts";
import { serversOf } from "../src/servers.ts";
import { formDataBody } from "./core.ts";
import { anyOperation } from "./examples.ts";
import { observe } from "./observed.ts";

const prototype = Object.prototype as Record<string, unknown>;

afterEach(() => {
  for (const name of ["servers", "serverVariables", "enum", "default", "region", "endings", "server"])
    Reflect.deleteProperty(prototype, name);
});

const regional = serversOf(
  ["https://{region}.example.com", { region: { default: "eu" } }],
  ["https://files.example.com"],
);

test("nothing on Object.prototype says where a call goes", async () => {
  Object.assign(prototype, {
    servers: { "https://files.example.com": "https://evil.example" },
    serverVariables: { region: "evil" },
    region: "evil",
    enum: ["evil"],
    default: "evil",
    server: "https://evil.example",
  });
  const { fetch, calls } = observe();
  const transport = createTransport(
    { name: "Example", server: "https://eu.example.com", servers: regional },
    { fetch },
  );
  await anyOperation({})(transport)();
  await anyOperation({})(
    createTransport(
      { name: "Example", server: "https://eu.example.com", servers: regional },
      Object.assign(Object.create(null), { fetch, serverVariables: { region: "us" } }),
    ),
  )();
  expect(calls.map(({ url }) => url)).toEqual(["https://eu.example.com/purge", "https://us.example.com/purge"]);
});

test("nothing on Object.prototype changes a form", async () => {
  prototype.endings = "native";
  const sent = formDataBody("multipart/form-data", () => {}).write({ a: "b\nc" });
  expect(await new Response(sent).text()).toContain("b\nc");
});
