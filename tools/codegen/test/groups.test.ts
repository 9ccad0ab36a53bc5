import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DocumentError, memberPath, readDocument } from "@workshop/openapi";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { exportedNames, writePackage } from "../src/emit/package.ts";
import { compile, type GeneratedClient, generateClient } from "./agreement/generated-client.ts";
import { openEditor } from "./editor.ts";

/** In milliseconds: it compiles clients. */
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "groups-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ABOUT_TRACES = "What was traced, and when.";
const json = (schema: object): object => ({ 200: { description: "ok", content: { "application/json": { schema } } } });
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const list = { type: "array", items: { type: "object", required: ["id"], properties: { id: { type: "string" } } } };

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Small", version: "1" },
  servers: [{ url: "https://small.example" }],
  tags: [{ name: "Traces", description: ABOUT_TRACES }, { name: "Batch v2" }],
  paths: {
    "/traces": {
      get: {
        operationId: "listTraces",
        summary: "Lists what was traced.",
        tags: ["Traces"],
        parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
        responses: json(list),
      },
    },
    "/traces/{id}": {
      delete: {
        operationId: "deleteTrace",
        summary: "Deletes one trace.",
        description: "It cannot be undone.",
        tags: ["Traces"],
        parameters: [id],
        responses: { 204: { description: "done" }, 404: { description: "there is none" } },
      },
    },
    "/events": {
      get: {
        operationId: "followEvents",
        tags: ["Batch v2"],
        responses: { 200: { description: "ok", content: { "text/event-stream": { schema: { type: "string" } } } } },
      },
    },
    "/health": { get: { operationId: "health", responses: json({ type: "object" }) } },
  },
};

const BY_TAGS = { target: "$", update: { "x-groups": "tags" } };
const ACTIONS = [
  BY_TAGS,
  { target: "$.paths['/traces/{id}'].delete", update: { "x-group": { method: "delete" } } },
  { target: "$.paths['/traces'].get", update: { "x-pagination": { style: "page", parameter: "page" } } },
];

/** What is used here of a client. */
interface GroupedClient {
  readonly traces: Readonly<Record<"delete" | "listTraces", Callable>>;
  readonly batchV2: Readonly<Record<"followEvents", Callable>>;
  readonly health: Callable;
  readonly read: (path: string) => Promise<unknown>;
}
interface Callable {
  (input?: unknown, options?: unknown): Promise<unknown>;
  result(input?: unknown): Promise<{ readonly status: unknown; readonly receipt: object }>;
  plan(input?: unknown): { readonly method: string; readonly url: string };
  items(input?: unknown): AsyncIterable<unknown>;
  stream(input?: unknown): Promise<AsyncIterable<unknown>>;
  readonly info: { readonly name: string };
}

let client: GeneratedClient;
let asked: string[];
let answer: (url: URL) => Response;

beforeAll(async () => {
  client = await generateClient(join(folder, "small"), DOCUMENT, ACTIONS);
});

async function create(): Promise<GroupedClient> {
  asked = [];
  const made: unknown = await client.create((url, init) => {
    asked.push(`${init?.method} ${String(url).replace("https://small.example", "")}`);
    return Promise.resolve(answer(new URL(String(url))));
  });
  return made as GroupedClient; // what was just generated
}

const generated = (file: string): string => readFileSync(join(client.folder, "generated", file), "utf8");

describe("a client in groups", () => {
  test("calls an operation as a method of its group, under the name that it has there", async () => {
    answer = () => new Response(null, { status: 204 });
    const { traces } = await create();
    await traces.delete({ path: { id: "a" } });
    expect(asked).toEqual(["DELETE /traces/a"]);
  });

  test("has `.result`, `.plan`, pages and streams there as everywhere", async () => {
    const made = await create();
    answer = () => new Response(null, { status: 404 });
    expect(await made.traces.delete.result({ path: { id: "a" } })).toMatchObject({ status: 404 });
    expect(made.traces.delete.plan({ path: { id: "b" } })).toMatchObject({
      method: "DELETE",
      url: "https://small.example/traces/b",
    });
    answer = ({ searchParams }) => Response.json(searchParams.has("page") ? [] : [{ id: "a" }]);
    const items: unknown[] = [];
    for await (const item of made.traces.listTraces.items()) items.push(item);
    expect(items).toEqual([{ id: "a" }]);
    answer = () => new Response("data: one\n\n", { headers: { "content-type": "text/event-stream" } });
    const events: unknown[] = [];
    for await (const event of await made.batchV2.followEvents.stream()) events.push(event);
    expect(events).toHaveLength(1);
  });

  test("has the others, and `read`, at its top level, and no grouped one there", async () => {
    const made = await create();
    expect(Object.keys(made).sort()).toEqual(["batchV2", "health", "read", "traces"]);
    expect(Object.keys(made.traces).sort()).toEqual(["delete", "listTraces"]);
    answer = () => Response.json({});
    expect(await made.health()).toEqual({});
    expect(await made.read("/anything")).toEqual({});
  });

  test("gives the same group each time, so that a method of it can be replaced in a test", async () => {
    const made = await create();
    const replaced = vi.spyOn(made.traces, "delete").mockResolvedValue(undefined);
    await made.traces.delete({ path: { id: "a" } });
    expect(replaced).toHaveBeenCalledOnce();
    expect({ ...made }.traces).toBe(made.traces);
    expect(asked).toEqual([]);
  });

  test("tells errors, receipts and fakes the operation's own name, which is unique", async () => {
    answer = () => new Response("no", { status: 500 });
    const { traces } = await create();
    expect(traces.delete.info.name).toBe("deleteTrace");
    await expect(traces.delete({ path: { id: "a" } })).rejects.toMatchObject({ operation: "deleteTrace" });
    expect(generated("testing.ts")).toContain("deleteTrace: typeof client.deleteTrace;");
    expect(generated("index.ts")).toMatch(/export \{[^}]*\bdeleteTrace\b[^}]*\} from "\.\/operations\.ts"/u);
  });

  test("says the text of a tag once, and in its group what an operation does that is called otherwise", () => {
    const all = ["client.ts", "groups.ts", "operations.ts"].map(generated).join("");
    expect(all.split(ABOUT_TRACES)).toHaveLength(2);
    expect(generated("client.ts")).toContain(`/** ${ABOUT_TRACES} */\nreadonly traces: TracesGroup;`);
    expect(generated("groups.ts")).toContain(
      "/**\n * Deletes one trace.\n *\n * The operation `deleteTrace`.\n */\nreadonly delete: ReturnType",
    );
  });

  test("shows in an editor the text of a group's tag, and what each of its methods does", () => {
    const program = [
      'import { createSmallClient } from "./generated/index.ts";',
      "const client = createSmallClient();",
      "client./*group*/traces./*own*/listTraces();",
      'client.traces./*other*/delete({ path: { id: "a" } });',
    ];
    const options = join(import.meta.dirname, "../../config/tsconfig/client.json");
    const { hover, messages } = openEditor(options, join(client.folder, "editor.ts"), program.join("\n"));
    expect(messages()).toEqual([]);
    expect(hover("group")).toContain(ABOUT_TRACES);
    expect(hover("own")).toContain("Lists what was traced.");
    expect(hover("other")).toContain("Deletes one trace.");
    expect(hover("other")).toContain("DeleteTraceInput");
  });

  test("is typed", () => {
    const program = [
      'import { createSmallClient, createSmallTransport, deleteTrace, type SmallClient, type TracesGroup } from "./generated/index.ts";',
      "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
      "declare function equal<A, B>(is: Equal<A, B>): void;",
      "const client = createSmallClient();",
      "equal<typeof client, SmallClient>(true);",
      "equal<typeof client.traces, TracesGroup>(true);",
      'equal<keyof SmallClient, "batchV2" | "health" | "read" | "traces">(true);',
      'equal<keyof TracesGroup, "delete" | "listTraces">(true);',
      "equal<TracesGroup['delete'], ReturnType<typeof deleteTrace>>(true);",
      "export const alone: TracesGroup['delete'] = deleteTrace(createSmallTransport());",
      'export const done: Promise<undefined> = client.traces.delete({ path: { id: "a" } }, { timeout: 1 });',
      "// @ts-expect-error it is in its group",
      "client.deleteTrace;",
      "// @ts-expect-error it is called `delete` there",
      "client.traces.deleteTrace;",
      "// @ts-expect-error a group is no operation",
      "client.traces();",
      "// @ts-expect-error a group is not replaced",
      "client.traces = client.traces;",
      "// @ts-expect-error an input that is none",
      "client.traces.delete({ path: { ID: 'a' } });",
    ];
    expect([...compile(client, program).values()]).toEqual([]);
  });
});

describe("groups of any name", () => {
  const TAGS = (
    "options|then|transport|read|constructor|toString|hasOwnProperty|__proto__|operations|client|security|delete|import|" +
    "default|Batch v2|batch-v2|取得|удалить|🚀|🔥|42|name|length|prototype|Pick|Methods|get|set|withGroups|createSmallClient|top"
  ).split("|");

  function crowded(order: <Item>(items: readonly Item[]) => Item[]): object {
    const operations = TAGS.map((tag, index) => ({ path: `/p${index}`, operationId: `do${index}`, tags: [tag] }));
    const all = [...operations, { path: "/top", operationId: "top", tags: [] }];
    return {
      ...DOCUMENT,
      tags: order(TAGS).map((name) => ({ name, description: `About ${name}.` })),
      components: { schemas: { GetGroup: { type: "object" } } },
      paths: Object.fromEntries(
        order(all).map(({ path, ...rest }) => [
          path,
          { post: { ...rest, responses: json({ $ref: "#/components/schemas/GetGroup" }) } },
        ]),
      ),
    };
  }

  test("compile, and each method makes its own request", async () => {
    const crowd = await generateClient(
      join(folder, "crowd"),
      crowded((items) => [...items]),
      [BY_TAGS],
    );
    expect([...compile(crowd, ["export {};"]).values()]).toEqual([]);
    const urls: string[] = [];
    const made: unknown = await crowd.create((url) => {
      urls.push(new URL(String(url)).pathname);
      return Promise.resolve(Response.json({}));
    });
    expect(await made).toBe(made);
    for (const operation of crowd.model.operations) {
      const [first, second] = memberPath(operation);
      const member: unknown = Reflect.get(made as object, first); // a client is an object
      const call: unknown = second === undefined ? member : Reflect.get(member as object, second); // and so is a group
      await (call as () => Promise<unknown>)(); // the generator writes nothing else
    }
    expect(urls).toEqual(crowd.model.operations.map(({ path }) => path));
    expect(new Set(crowd.model.groups.map(({ name }) => name)).size).toBe(TAGS.length);
  });

  test("have the same names and types whatever the order of the document", async () => {
    const namesOf = async (place: string, order: Parameters<typeof crowded>[0]): Promise<unknown> => {
      const { model } = await generateClient(join(folder, place), crowded(order), [BY_TAGS]);
      const { values, types } = exportedNames(model, "Small");
      return {
        members: Object.fromEntries(model.operations.map((operation) => [operation.path, memberPath(operation)])),
        exported: [[...values].sort(), [...types].sort()],
      };
    };
    expect(await namesOf("backwards", (items) => items.toReversed())).toEqual(
      await namesOf("forwards", (items) => [...items]),
    );
  });

  test("are refused where a type would be called as an operation is, with what to do", async () => {
    const paths = {
      "/a": { get: { operationId: "取得Group", responses: json({}) } },
      "/b": { get: { operationId: "b", tags: ["取得"], responses: json({}) } },
    };
    const refusal: unknown = await generateClient(join(folder, "refused"), { ...DOCUMENT, tags: [], paths }, [
      BY_TAGS,
    ]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DocumentError);
    expect(String(refusal)).toMatch(/the type of the group would be called `取得Group`.*\n.*remedy: .*`x-group`/u);
  });
});

test("a part of a client has the groups of its operations alone", async () => {
  const operations = client.model.operations.filter(({ name }) => name === "deleteTrace");
  const { files } = await writePackage(client.model, "Small", { ...client.model, operations });
  expect(files.get("client.ts")).toContain("traces: () =>");
  expect(files.get("client.ts")).not.toContain("batchV2");
});

test("a client without groups carries nothing of them", async () => {
  const plain = await generateClient(join(folder, "plain"), DOCUMENT);
  const text = readFileSync(join(plain.folder, "generated", "client.ts"), "utf8");
  expect(text).not.toMatch(/group/iu);
  expect(text).toContain("extends Methods<typeof operations>");
});

test("the overlays' README shows actions that make groups of these", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../../specs/overlays/README.md"), "utf8");
  const section = readme.slice(readme.indexOf("## Methods in groups"));
  const [, actions = ""] = /```yaml\n(.*?)```/su.exec(section) ?? [];
  const [target = ""] = /\$\.paths\[\*\][^`]*/u.exec(section) ?? [];
  const tagged = (operationId: string, tag: string): string =>
    `{ operationId: ${operationId}, tags: [${tag}], responses: { "204": { description: done } } }`;
  const model = readDocument(
    {
      file: "small.yaml",
      text: `openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /traces/{id}: { delete: ${tagged("deleteTrace", "Traces")} }
  /a: { get: ${tagged("a", "Batch v2")}, put: ${tagged("b", "batch-v2")} }
`,
    },
    {
      file: "overlays/small.yaml",
      text: `overlay: 1.0.0\ninfo: { title: Groups, version: "1" }\nactions:\n${actions}  - target: ${target}\n    update: { x-group: batchV2 }\n`,
    },
  ).model();
  expect(model.operations.map((operation) => memberPath(operation).join("."))).toEqual([
    "traces.delete",
    "batchV2.a",
    "batchV2.b",
  ]);
});
