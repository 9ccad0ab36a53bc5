import { afterEach, expect, test } from "vitest";
import { createTransport } from "../src/engine/transport.ts";
import { operation } from "../src/operation.ts";
import { bearerToken } from "../src/security/authenticators.ts";
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

const tenants = serversOf([
  "https://{tenant}.example.com/{base}{port}",
  { tenant: { default: "demo" }, base: { default: "api" }, port: { default: "" } },
]);

test.each([
  [{ tenant: "" }, "must not be empty"],
  [{ base: "" }, "must not be empty"],
  [{ base: ".." }, "must not climb"],
  [{ base: "." }, "must not climb"],
  [{ base: "%2e%2E" }, "must not climb"],
  [{ base: "x%2f..%2fy" }, "must not climb"],
  [{ base: "a/b" }, "/ only where its default has one"],
  [{ tenant: "evil.example/" }, "/ only where its default has one"],
])("a variable of a server stays in its place: %j is refused", (serverVariables, message) => {
  const info = { name: "Example", server: "https://demo.example.com/api", servers: tenants };
  const options: object = { serverVariables }; // of the client that has such servers
  const create = () => createTransport(info, options);
  expect(create).toThrow(message);
});

test("a variable whose default is empty may be so", async () => {
  const { fetch, calls } = observe();
  const info = { name: "Example", server: "https://demo.example.com/api", servers: tenants };
  const options: object = { fetch, serverVariables: { port: "", tenant: "a.b" } }; // as above
  await anyOperation({})(createTransport(info, options))();
  expect(calls.map(({ url }) => url)).toEqual(["https://a.b.example.com/api/purge"]);
});

test("what is wrong with a server of an operation's own is said of the option that gives it", async () => {
  const info = { name: "Example", server: "https://eu.example.com", servers: regional, auth: [["bearer"]] };
  const given = (servers: object): object => ({ servers, auth: { bearer: "a-secret" } }); // as above
  const { fetch, calls } = observe();
  const upload = operation(() => ({
    name: "upload",
    method: "POST",
    path: "/files",
    server: "https://files.example.com",
    responses: { "204": {} },
    security: [[bearerToken("bearer")]],
  }));
  const insecure = createTransport(info, { fetch, ...given({ "https://files.example.com": "http://files.example" }) });
  await expect(upload(insecure)()).rejects.toMatchObject({
    issues: [{ path: "options.servers", rule: "insecure" }],
  });
  expect(calls).toEqual([]);
  expect(() => createTransport(info, given({ "https://eu.example.com": "https://us.example.com" }))).toThrow(
    "the document's is replaced with baseUrl; there is https://files.example.com",
  );
});
