import { afterEach, describe, expect, test } from "vitest";
import { createTransport } from "../src/engine/transport.ts";
import { operation } from "../src/operation.ts";
import { bearerToken } from "../src/security/authenticators.ts";
import { type ServerTemplate, serversOf } from "../src/servers.ts";
import { formDataBody, type InvalidRequestError } from "./core.ts";
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
  [{ base: "%" }, "must not climb"],
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

/** A client of a document with these servers, and where it sends an operation of its own server, or any other. */
function clientOf(root: ServerTemplate | undefined, others: readonly ServerTemplate[], options: object) {
  const transport = createTransport({ name: "Example", servers: serversOf(root, ...others) }, options);
  return (server?: string): string =>
    operation(() => ({
      name: "upload",
      method: "POST",
      path: "/x",
      ...(server !== undefined && { server }),
      responses: { "204": {} },
    }))(transport).plan().url;
}

/** What is refused, in the words of its issues. */
function issuesOf(made: () => unknown): readonly string[] {
  try {
    made();
  } catch (error) {
    return (error as InvalidRequestError).issues.map(({ path, rule, message }) => `${path}: ${message} (${rule})`);
  }
  return [];
}

const UPLOADS = "https://uploads.example.com/v2/";

describe("an operation with a server of its own", () => {
  const root: ServerTemplate = ["https://api.example.com/v1/"];
  const others: ServerTemplate[] = [[UPLOADS], ["/files"], ["https://api.example.com/v1"]];
  const client = (options: object = {}) => clientOf(root, others, options);

  test("is sent there, and a server that is a path begins where the document's does", () => {
    const given = ["", "/", "//"].map((end) => ({ baseUrl: `https://api.example.com/v1${end}` }));
    for (const options of [{}, ...given]) {
      const urlOf = client(options);
      expect([undefined, UPLOADS, "/files"].map(urlOf)).toEqual([
        "https://api.example.com/v1/x",
        "https://uploads.example.com/v2/x",
        "https://api.example.com/files/x",
      ]);
    }
  });

  test("is refused where a base URL stands for the document's server, until `servers` says where it is", () => {
    const baseUrl = "https://test.example/proxy/v1";
    const urlOf = client({ baseUrl });
    expect([urlOf(), urlOf("/files")]).toEqual([`${baseUrl}/x`, "https://test.example/proxy/files/x"]);
    for (const server of [UPLOADS, "https://api.example.com/v1"])
      expect(issuesOf(() => urlOf(server))).toEqual([
        `options.servers: must say where ${server} is, the server that this operation has of its own: baseUrl stands for the document's server only. Give servers: { "${server}": "https://..." } (server)`,
      ]);
    const servers = { [UPLOADS]: "https://test.example/up/", "/files": "http://localhost:1", undefined: undefined };
    const told = client({ baseUrl, servers: { ...servers, "https://api.example.com/v1": undefined } });
    expect([UPLOADS, "/files"].map(told)).toEqual(["https://test.example/up/x", "http://localhost:1/x"]);
    expect(issuesOf(() => told("https://api.example.com/v1"))).toHaveLength(1);
  });

  test("that is a path is refused where the base URL does not end as the document's server does", () => {
    const urlOf = client({ baseUrl: "https://test.example/proxy" });
    expect(urlOf()).toBe("https://test.example/proxy/x");
    expect(issuesOf(() => urlOf("/files"))[0]).toContain("must say where /files is");
  });

  test("is not moved by what is no server of an operation, nor by what is no URL", () => {
    const unknown =
      "options.servers: holds a server that no operation has of its own: the document's is replaced with baseUrl; there is https://uploads.example.com/v2/, /files, https://api.example.com/v1 (unknown)";
    expect(issuesOf(() => client({ servers: { "https://other.example": "https://a.example" } }))).toEqual([unknown]);
    expect(issuesOf(() => client({ servers: { "https://api.example.com/v1/": "https://a.example" } }))).toEqual([
      unknown,
    ]);
    expect(issuesOf(() => client({ servers: { [UPLOADS]: "ftp://a.example", "/files": 7 } }))).toEqual([
      `options.servers["${UPLOADS}"]: must be an http(s) URL (https://...) without user name, password, query and fragment (option)`,
      'options.servers["/files"]: must be an http(s) URL (https://...) without user name, password, query and fragment (option)',
    ]);
    expect(issuesOf(() => client({ servers: [] }))).toEqual(["options.servers: must be a plain object (option)"]);
    expect(issuesOf(() => clientOf(root, [], { servers: { a: "https://a.example" } }))[0]).toContain("there is none");
  });

  test("may have one without TLS, as the document may", () => {
    const urlOf = clientOf(["HTTP://localhost:1/v1"], [["http://files.example/"]], {});
    expect([urlOf(), urlOf("http://files.example/")]).toEqual(["http://localhost:1/v1/x", "http://files.example/x"]);
  });

  test("of which its client has not been told goes where it says", () => {
    expect(client()("https://other.example/a/")).toBe("https://other.example/a/x");
  });
});

describe("a server that is a path", () => {
  const client = (baseUrl: string, options: object = {}, path = "/api/v1") =>
    clientOf([path], [["/v2"]], { baseUrl, ...options });

  test.each([
    ["https://a.example", "https://a.example/api/v1/x", "https://a.example/v2/x"],
    ["https://a.example/", "https://a.example/api/v1/x", "https://a.example/v2/x"],
    ["https://a.example/api/v1", "https://a.example/api/v1/x", "https://a.example/v2/x"],
    ["https://a.example/proxy/api/v1/", "https://a.example/proxy/api/v1/x", "https://a.example/proxy/v2/x"],
  ])("is added to a host, and is the end of all else: %s", (baseUrl, url, other) => {
    const urlOf = client(baseUrl);
    expect([urlOf(), urlOf("/v2")]).toEqual([url, other]);
    expect(client(baseUrl, {}, "/api/v1/")()).toBe(url);
  });

  test("is not guessed where a base URL has another path", () => {
    expect(issuesOf(() => client("https://a.example/proxy"))).toEqual([
      'options.baseUrl: must be a host without a path, or end in /api/v1, the server of the document: give https://a.example/proxy/api/v1, or, where the host has it elsewhere, servers: { "/api/v1": "https://a.example/proxy" } (prefix)',
    ]);
  });

  test("is where `servers` says, whatever path that has", () => {
    const urlOf = client("https://a.example", { servers: { "/api/v1": "https://b.example/proxy" } });
    expect(urlOf()).toBe("https://b.example/proxy/x");
    expect(issuesOf(() => urlOf("/v2"))).toHaveLength(1);
    expect(client("https://a.example", { servers: { "/v2": "https://b.example/other" } })("/v2")).toBe(
      "https://b.example/other/x",
    );
  });

  test("leaves the base URL to be asked for", () => {
    expect(issuesOf(() => clientOf(["/api/v1"], [], {}))).toEqual([
      "options.baseUrl: is required: the document names no server (required)",
    ]);
    expect(issuesOf(() => clientOf(undefined, [[UPLOADS]], {}))).toEqual([
      "options.baseUrl: is required: the document names no server (required)",
    ]);
    expect(clientOf(undefined, [[UPLOADS]], { baseUrl: "https://a.example/b" })()).toBe("https://a.example/b/x");
  });

  test("may hold what looks like another URL, and slashes at its end", () => {
    expect(clientOf(["/to/https://b.example//"], [], { baseUrl: "https://a.example" })()).toBe(
      "https://a.example/to/https://b.example/x",
    );
  });

  test("may repeat the path of an operation, as the document has it", () => {
    expect(clientOf(["/x"], [], { baseUrl: "https://a.example" })()).toBe("https://a.example/x/x");
  });
});

describe("variables of servers", () => {
  const root: ServerTemplate = [
    "https://{region}.example.com:{port}",
    { region: { default: "eu", enum: ["eu", "us"] }, port: { default: "8443" } },
  ];
  const files: ServerTemplate = [
    "https://{region}.files.example.com/{base}",
    { region: { default: "eu", enum: ["eu", "us"] }, base: { default: "a/b" } },
  ];
  const client = (options: object = {}) => clientOf(root, [files], options);

  test("have their defaults, and hold for every server that has them", () => {
    expect([client()(), client()(files[0])]).toEqual([
      "https://eu.example.com:8443/x",
      "https://eu.files.example.com/a/b/x",
    ]);
    const urlOf = client({ serverVariables: { region: "us", port: "9000", base: "c/d", other: undefined } });
    expect([urlOf(), urlOf(files[0])]).toEqual(["https://us.example.com:9000/x", "https://us.files.example.com/c/d/x"]);
  });

  test("stay what the document says, so that further servers stay reachable", () => {
    const urlOf = client({ baseUrl: "https://eu.example.com:8443" });
    expect(urlOf(files[0])).toBe("https://eu.files.example.com/a/b/x");
  });

  test("of a server that is replaced have no use, and of another still have", () => {
    const instead = { baseUrl: "https://a.example", servers: { [files[0]]: "https://b.example" } };
    const unused = "has no use: baseUrl or servers stand in for the server that has it (unused)";
    expect(
      issuesOf(() => client({ ...instead, serverVariables: { region: "us", port: "1", base: "x", zone: "a" } })),
    ).toEqual([
      `options.serverVariables.region: ${unused}`,
      `options.serverVariables.port: ${unused}`,
      `options.serverVariables.base: ${unused}`,
      "options.serverVariables.zone: is a variable of no server of the document (unknown)",
    ]);
    const urlOf = client({ servers: { [files[0]]: "https://b.example" }, serverVariables: { region: "us" } });
    expect([urlOf(), urlOf(files[0])]).toEqual(["https://us.example.com:8443/x", "https://b.example/x"]);
    expect(issuesOf(() => client({ baseUrl: "https://a.example", serverVariables: { region: "us" } }))).toEqual([]);
  });

  test("of a path keep their use beside a base URL", () => {
    const path: ServerTemplate = ["/{version}", { version: { default: "v1" } }];
    const urlOf = (options: object) => clientOf(path, [], { baseUrl: "https://a.example", ...options });
    expect(urlOf({})()).toBe("https://a.example/v1/x");
    expect(urlOf({ serverVariables: { version: "v2" } })()).toBe("https://a.example/v2/x");
    expect(
      issuesOf(() => urlOf({ servers: { "/{version}": "https://b.example" }, serverVariables: { version: "v2" } }))[0],
    ).toContain("has no use");
  });

  test.each([
    [{ region: "mars" }, "options.serverVariables.region: must be one of eu, us (server)"],
    [{ region: 7 }, "options.serverVariables.region: must be one of eu, us (server)"],
    ...["1@evil.example", "1?a", "1#a", "1\\a", "1 a", "{port}", "1}", "1/x", 7, null].map(
      (port) =>
        [
          { port },
          "options.serverVariables.port: must be a text without \\ ? # @ and blanks, and / only where its default has one (server)",
        ] as const,
    ),
    [{ port: "" }, "options.serverVariables.port: must not be empty: its default is not (server)"],
    [{ base: "a/../../b" }, "options.serverVariables.base: must not climb in the path with . or .. (server)"],
  ] as const)("refuse %j", (serverVariables, issue) => {
    expect(issuesOf(() => client({ serverVariables }))).toEqual([issue]);
  });

  test("that make no URL are refused", () => {
    expect(issuesOf(() => client({ serverVariables: { port: "x" } }))).toContain(
      "options.serverVariables: must make a base URL of https://{region}.example.com:{port} (server)",
    );
  });
});
