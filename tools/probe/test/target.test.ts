import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import { close, listen } from "@workshop/contract";
import { loadPlatform, type Operation } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import { describe, expect, onTestFinished, test } from "vitest";
import { readCredentials } from "../src/credentials.ts";
import { describeReport } from "../src/describe-report.ts";
import { judgeRealResponse } from "../src/judge-real-response.ts";
import { planAttempts } from "../src/plan-attempts.ts";
import { isLoopback, parseTarget } from "../src/target.ts";
import { type TargetReport, type TargetSetting, tryTarget } from "../src/try-target.ts";
import { type Deviate, LIBRARY_KEY, LIBRARY_ROOT, list, say, startLibrary, type Visit } from "./library-server.ts";

const ENV = { LIBRARY_KEY };
const WITH_KEY = { credentials: ["key=LIBRARY_KEY"], env: ENV };

/** What is tried on a server that deviates in one way, and what reached it. */
async function tryLibrary(
  deviate?: Deviate,
  setting: Partial<TargetSetting> = WITH_KEY,
): Promise<{ report: TargetReport; visits: readonly Visit[] }> {
  const server = await startLibrary(deviate);
  onTestFinished(server.stop);
  const report = await tryTarget({ root: LIBRARY_ROOT, platform: "library", target: server.url, ...setting });
  return { report, visits: server.visits };
}

function respond(response: ServerResponse, status: number, type: string, body: string): true {
  response.writeHead(status, { "content-type": type, "x-total": "0" }).end(body);
  return true;
}

/** The deviations in short: kind, message, and where in the document. */
function short({ deviations }: TargetReport): string[] {
  return deviations.map(({ kind, message, file, line }) => `${kind}: ${message} (${file}:${line})`);
}

const isGet: (method: string | undefined) => boolean = (method) => method === "GET";

describe("a real server", () => {
  test("that does what its document says has no deviation", async () => {
    const { report } = await tryLibrary();
    expect(short(report)).toEqual([]);
    expect(report.statuses).toMatchObject({
      200: expect.any(Number),
      400: expect.any(Number),
      404: expect.any(Number),
    });
    expect(describeReport(report)).toContain("library: nothing deviates from the document");
  });

  test("that deviates is caught, at the line of the document, by Prism and by the wire check", async () => {
    const { report } = await tryLibrary(({ method, headers }, response, url) => {
      if (!isGet(method) || headers["x-library-key"] !== LIBRARY_KEY) return false;
      switch (url.searchParams.get("limit")) {
        case null:
          return say(response, 418, "a teapot");
        case "1":
          return respond(response, 200, "text/html", "<p>no books</p>");
        case "100":
          return list(response, [{ id: 1 }]);
        case "2":
          return !url.searchParams.has("edition") && say(response, 400, "which edition? no document asks for one");
        default:
          return false;
      }
    });
    expect(short(report).sort()).toEqual([
      "invalid response: in the body of 200, *.title breaks required: must have required property 'title' (specs/library.yaml:83)",
      "refuses what is allowed: 400 to a request that the document allows (specs/library.yaml:14)",
      "undeclared media type: 200 is text/html, and declared as application/json (specs/library.yaml:24)",
      "undeclared status: 418 is not declared (specs/library.yaml:14)",
    ]);
    const byBoth = report.deviations.filter(({ foundBy }) => foundBy.length === 2);
    // Prism only warns of a status that it does not know, if that is no success.
    expect(byBoth.map(({ kind }) => kind).sort()).toEqual(["invalid response", "undeclared media type"]);
  });

  test("that takes what its document forbids is caught", async () => {
    const { report } = await tryLibrary(({ method }, response) => isGet(method) && list(response, []));
    const limit = report.deviations.filter(({ kind }) => kind === "accepts what is forbidden");
    expect(limit.map(({ message, line }) => `${message} :${line}`)).toContain(
      "200 although query.limit breaks maximum (must be <= 100) :17",
    );
  });

  test("that lets in who has no credentials is caught", async () => {
    const { report } = await tryLibrary((request, response) =>
      request.headers["x-library-key"] === undefined ? list(response, []) : false,
    );
    expect(short(report)).toContain(
      "lets in without credentials: 200 to a request without credentials (specs/library.yaml:62)",
    );
  });

  test("that does not answer is caught, and does not hold up the run", async () => {
    const { report } = await tryLibrary(({ method }) => isGet(method), { ...WITH_KEY, timeout: 200 });
    expect(short(report)).toEqual(["no response: no response came: none within 200 ms (specs/library.yaml:14)"]);
  });

  test("that hangs up is caught", async () => {
    const { report } = await tryLibrary(({ method, socket }) => isGet(method) && Boolean(socket.destroy()));
    expect(short(report)).toEqual(["no response: no response came: socket hang up (specs/library.yaml:14)"]);
  });
});

describe("a response", () => {
  const bareModel = loadPlatform(LIBRARY_ROOT, "library", { bare: true });
  const reading = { model: bareModel, checker: new SchemaChecker(bareModel) };
  const [listBooks, discardBooks] = bareModel.operations;
  const found = (operation: Operation | undefined, status: number, headers: [string, string][], body = "") => {
    if (operation === undefined) throw new Error("the library has no such operation");
    return judgeRealResponse(reading, operation, { status, headers, body: new TextEncoder().encode(body) }).map(
      ({ kind, message }) => `${kind}: ${message}`,
    );
  };
  const json: [string, string] = ["content-type", "application/json"];
  const total: [string, string] = ["X-Total", "1"];

  test.each<[string, [string, string][], string, string]>([
    [
      "a field of the wrong type",
      [json, total],
      '[{"id":"1","title":""}]',
      "invalid response: in the body of 200, *.id breaks type: must be integer",
    ],
    ["no required header", [json], "[]", "missing header: 200 lacks the header X-Total"],
    [
      "a header that is no number",
      [json, ["x-total", "many"]],
      "[]",
      "invalid header: the header X-Total of 200 breaks its schema",
    ],
    ["half of its JSON", [json, total], "[{", "invalid response: the body of 200 is not JSON"],
    ["no body", [total], "", "missing body: 200 has no body, although application/json is declared"],
  ])("with %s deviates", (_words, headers, body, finding) => {
    expect(found(listBooks, 200, headers, body)).toEqual([finding]);
  });

  test("with a body where none is declared deviates", () => {
    expect(found(discardBooks, 204, [json], "{}")).toEqual([
      "undeclared body: 204 has a body, although none is declared",
    ]);
  });

  test("with a field that the document does not know is fine", () => {
    expect(found(listBooks, 200, [json, total], '[{"id":1,"title":"","shelfmark":"X"}]')).toEqual([]);
  });
});

describe("what is sent to a real server", () => {
  test("names nothing that exists where its method is not safe, also if the server takes everything", async () => {
    const { report, visits } = await tryLibrary((_request, response) => Boolean(response.writeHead(204).end()));
    const unsafe = visits.filter(({ method }) => method !== "GET");
    expect(unsafe.length).toBeGreaterThan(2);
    for (const { path } of unsafe) expect(path).toMatch(/^\/shelves\/contract-[0-9a-f]{32}\/books$/);
    const reason = "POST changes something, and no overlay says what a call reaches at most (`x-scope`)";
    expect(report.leftOut).toContainEqual({ operation: "setFire", cases: expect.any(Number), reason });
  });

  test("is everything when that is asked for, with the values that are given", async () => {
    const { visits } = await tryLibrary(undefined, {
      ...WITH_KEY,
      destructive: true,
      values: [{ place: ["path", "shelf"], value: "sandbox" }],
    });
    expect(visits.filter(({ method }) => method === "POST").map(({ path }) => path)).toContain("/fire");
    const shelves = new Set(visits.filter(({ path }) => path.startsWith("/shelves")).map(({ path }) => path));
    expect([...shelves]).toEqual(["/shelves/sandbox/books"]);
  });

  test("carries the credentials, but for the request that must be refused without them", async () => {
    const { visits } = await tryLibrary();
    const keys = visits.map(({ method, key }) => `${method} ${key === undefined ? "without" : "with"}`);
    expect(keys.filter((words) => words === "GET without")).toHaveLength(1);
    expect(keys.filter((words) => words === "DELETE without")).toHaveLength(1);
    expect(new Set(visits.map(({ key }) => key))).toEqual(new Set([LIBRARY_KEY, undefined]));
  });

  test("does not follow a redirect", async () => {
    const elsewhere: string[] = [];
    const trap = createServer((request, response) => {
      elsewhere.push(request.url ?? "");
      response.end();
    });
    const url = await listen(trap);
    onTestFinished(() => close(trap));
    const { report } = await tryLibrary((request, response) =>
      Boolean(response.writeHead(307, { location: `${url}${request.url}` }).end()),
    );
    expect(elsewhere).toEqual([]);
    expect(short(report)).toContain("undeclared status: 307 is not declared (specs/library.yaml:14)");
  });

  test("may be narrowed to some operations", async () => {
    const { visits } = await tryLibrary(undefined, { ...WITH_KEY, operations: ["listBooks"] });
    expect(new Set(visits.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("does not leave when it is aimed no more", () => {
    const model = loadPlatform(LIBRARY_ROOT, "library", {});
    const bareModel = loadPlatform(LIBRARY_ROOT, "library", { bare: true });
    const { attempts } = planAttempts({
      model,
      bareModel,
      destructive: false,
      values: [],
      operations: ["discardBooks"],
    });
    expect(attempts.length).toBeGreaterThan(2);
    for (const { isHarmless, request } of attempts) {
      expect(isHarmless(request)).toBe(true);
      expect(isHarmless({ ...request, target: request.target.replace(/contract-[0-9a-f]+/, "novels") })).toBe(false);
      expect(isHarmless({ ...request, target: request.target.replace("/shelves", "") })).toBe(false);
      expect(isHarmless({ ...request, method: "POST" })).toBe(false);
    }
  });
});

describe("secrets", () => {
  test("are in no report, although the server repeats them", async () => {
    const { report } = await tryLibrary((request, response) =>
      say(response, 418, `you said ${request.headers["x-library-key"]}`),
    );
    expect(JSON.stringify(report)).not.toContain(LIBRARY_KEY);
    expect(JSON.stringify(report)).toContain("you said <redacted>");
  });

  test("are taken from the environment alone, and not repeated when they are not there", () => {
    const model = loadPlatform(LIBRARY_ROOT, "library", {});
    expect(() => readCredentials(model, ["key=NOT_SET"], {})).toThrow(
      "has to name an environment variable that is set",
    );
    expect(() => readCredentials(model, [`key=${LIBRARY_KEY}`], {})).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(LIBRARY_KEY) }),
    );
    expect(() => readCredentials(model, ["bearer=LIBRARY_KEY"], ENV)).toThrow("names none of this platform's: key.");
    expect(() => readCredentials(model, ["key=LIBRARY_KEY"], { LIBRARY_KEY: "a\r\nb: c" })).toThrow("ASCII");
  });

  test("do not travel over http: to another machine", async () => {
    const target = new URL("http://library.example.com");
    const trying = tryTarget({ root: LIBRARY_ROOT, platform: "library", target, ...WITH_KEY });
    await expect(trying).rejects.toThrow("in the clear");
  });
});

test.each(["ftp://library.test", "nonsense", "https://u:secret@library.test", "https://library.test/?a=b"])(
  "%s is no target, and is not repeated",
  (text) => {
    expect(() => parseTarget(text)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("secret") }),
    );
  },
);

test.each([
  ["http://127.0.0.1:1", true],
  ["http://[::1]:1", true],
  ["http://localhost", true],
  ["http://127.0.0.1.example.com", false],
  ["http://10.0.0.1", false],
] as const)("whether %s is on this machine: %s", (url, expected) => {
  expect(isLoopback(new URL(url))).toBe(expected);
});

describe("the command", () => {
  async function contract(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const file = join(import.meta.dirname, "..", "src", "cli.ts");
    const child = spawn(process.execPath, [file, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...ENV },
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
    const [code] = await once(child, "close");
    return { code, ...output };
  }
  const library = (url: URL) => ["--root", LIBRARY_ROOT, "--platform", "library", "--target", url.href];

  test("ends with 0 where nothing deviates, and with 1 and a report where something does", async () => {
    const server = await startLibrary();
    onTestFinished(server.stop);
    const good = await contract(...library(server.url), "--credential", "key=LIBRARY_KEY");
    expect([good.code, good.stderr]).toEqual([
      0,
      expect.stringMatching(/^0 of \d+ requests\n(?:\d+ of \d+ requests\n)+$/),
    ]);
    const odd = await startLibrary((_request, response) => say(response, 418, "a teapot"));
    onTestFinished(odd.stop);
    const bad = await contract(...library(odd.url), "--json");
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      platform: "library",
      deviations: [
        {
          kind: "undeclared status",
          operation: "listBooks",
          file: "specs/library.yaml",
          line: 14,
          pointer: "/paths/~1shelves~1{shelf}~1books/get",
          foundBy: ["wire check"],
        },
        { kind: "undeclared status", operation: "discardBooks" },
      ],
    });
  });

  test.each([
    ["nobody answers", ["--target", "http://127.0.0.1:9"], "cannot be reached"],
    ["there is no such platform", ["--target", "http://127.0.0.1:9", "--platform", "nobody"], "cannot be read"],
    ["there is no such operation", ["--target", "http://127.0.0.1:9", "--operation", "burn"], "has no operation burn"],
    [
      "a value is set that nothing takes",
      ["--target", "http://127.0.0.1:9", "--set", "path.room=1"],
      "takes path.room",
    ],
    ["a value is set at no place", ["--target", "http://127.0.0.1:9", "--set", "shelf"], "Write it like"],
    ["nothing can be tried", ["--target", "http://127.0.0.1:9", "--operation", "setFire"], "0 of 0 requests"],
    ["no target is given", [], "required option '--target <url>'"],
  ])("ends with 2 where %s", async (_words, args, message) => {
    const { code, stderr } = await contract("--root", LIBRARY_ROOT, "--platform", "library", ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test("says which requests it sends", async () => {
    const { code, stdout } = await contract("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("requests that are aimed at nothing");
    expect(stdout).toContain("--destructive");
  });
});
