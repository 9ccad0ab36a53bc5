import { modelOf } from "@workshop/openapi/model-of";
import { expect, test } from "vitest";
import { type Case, deriveCases } from "../src/index.ts";
import { bareOrchard, overlaidOrchard } from "./support/orchard.ts";

const cases = deriveCases(overlaidOrchard(), bareOrchard());

function names(operation: string, kind: Case["kind"]): string[] {
  return cases.filter((one) => one.operation === operation && one.kind === kind).map(({ name }) => name);
}

test("the same documents give the same cases", () => {
  expect(deriveCases(overlaidOrchard(), bareOrchard())).toEqual(
    cases.map((one) => (one.kind === "security" ? { ...one, credentials: expect.anything() } : one)),
  );
});

test("a case's name is unique within its operation", () => {
  const seen = cases.map(({ operation, name }) => `${operation}: ${name}`);
  expect(new Set(seen).size).toBe(seen.length);
});

test("every security alternative has a case, every flow of it, and so has their absence", () => {
  expect(names("fellTree", "security")).toEqual([
    "authenticates with headerKey (header X-Orchard-Key)",
    "authenticates with queryKey (query key)",
    "authenticates with cookieKey (cookie key)",
    "authenticates with login (Basic)",
    "authenticates with tokens (clientCredentials)",
    "authenticates with tokens (implicit, an access token)",
    "authenticates with tokens (password)",
    "authenticates with headerKey (header X-Orchard-Key) and person (Bearer)",
  ]);
  expect(names("fellTree", "no credentials")).toEqual(["refuses a call without credentials, and so does Prism"]);
  expect(names("plantTree", "no credentials")).toEqual(["authenticates without credentials"]);
});

test("every declared response is asked of Prism in each of its media types, and a failure inside a success is made up", () => {
  const asked = names("fellTree", "response").filter((name) =>
    /^reads (?:[\ddX]+ |a declared|default as \S+ as)/.test(name),
  );
  expect(asked.filter((name) => !name.includes(" in which ")).sort()).toEqual([
    "reads 202 as application/json as a success, although /job breaks format and it is a success with the message of a failure in /error in Prism's",
    "reads 204 without a body as a success",
    "reads 404 as application/json as a failure",
    "reads 404 as text/plain as a failure",
    "reads 4XX as application/json as a failure",
    "reads a declared failure inside 202 as application/json as a failure, which Prism cannot answer",
    "reads default as application/json as a failure",
  ]);
});

test("responses are derived filled, minimal, for every choice, with every limit met and passed, with headers and without", () => {
  expect(names("fellTree", "response")).toEqual(
    expect.arrayContaining([
      "reads a filled 202 as application/json as a success",
      "reads a minimal 202 as application/json as a success",
      "reads 202 as application/json in which body.success is missing as an unknown outcome",
      'reads 202 as application/json in which body.job is "no such format" instead of a uuid4 as a success all the same',
      "reads 404 as application/json in which body.title is missing as a failure of another form",
    ]),
  );
  expect(names("listTrees", "response")).toEqual(
    expect.arrayContaining([
      'reads a filled 200 as application/json (0.size as "string") as a success',
      "reads 200 as application/json in which body.0.fruit.grams is 1000.5 as an unknown outcome",
      "reads 200 as application/json in which body.0.fruit.notDeclared is not declared as a success all the same",
      "reads 200 as application/json in which body.0.owner is missing beside owner_since as an unknown outcome",
    ]),
  );
});

test("calls are derived filled, minimal, for every choice, and with every limit met", () => {
  expect(names("fellTree", "request")).toEqual(
    expect.arrayContaining([
      "sends a filled request",
      'sends a filled request: query.kinds.0 as "pear"',
      expect.stringMatching(/^sends a minimal request, said to be unbounded/),
      expect.stringMatching(/^sends a minimal request: At any time, said to be unbounded/),
      'sends a filled request: cookies.season as "autumn"',
      expect.stringMatching(/^sends a request in which query.kinds has 3 items/),
      "sends a request in which query.age is 400",
      "sends texts with reserved and foreign characters",
      "sends Date objects as date-times",
    ]),
  );
});

test("a refusal says who else refuses: Prism, the overlay alone, or nobody who sees the wire", () => {
  expect(names("fellTree", "refusal")).toEqual(
    expect.arrayContaining([
      "refuses a call that means everything and does not say so",
      "refuses a call that has only what is required, by the rule both-times",
      "refuses a call in which headers.X-Reason is missing, and so does Prism",
      "refuses a call in which query.age is 405, and so does Prism",
      "refuses a call in which query.filter has no items, which the overlay forbids",
      "refuses a call in which query.code is a number, and so does Prism",
      "refuses a call in which query.label is a number, which the wire could not tell",
      "refuses a call in which path.tree is missing, which no request could say",
    ]),
  );
});

test("what Prism is known to let through is named, by the kind of clause", () => {
  const letThrough = cases.flatMap(({ name }) => /Prism lets it through: (.*)$/.exec(name)?.[1] ?? []);
  expect([...new Set(letThrough)].sort()).toEqual([
    "it does not know the format uuid4",
    "it ignores what is not declared",
    "it looks at no cookie but those of credentials",
    "it reads schemas as draft 7, which has no dependentRequired",
    "it sees the last item alone where `explode` is not written out",
    "it takes an empty query value for none",
  ]);
});

test("an operation that would crash Prism keeps all its cases, without Prism", () => {
  const water = cases.filter(({ operation }) => operation === "waterRows");
  expect(water.length).toBeGreaterThan(10);
  expect(water.filter(({ kind }) => kind === "request").map(({ name }) => name)).toContain(
    "sends a filled request; Prism is not asked: a list in the path (rows) crashes it",
  );
});

test("each case names the clause that it exercises, by its line in the document or the overlay", () => {
  const exercised = cases.find(({ name }) => name.includes("query.age is 405"))?.clauses[0];
  expect(exercised?.keyword).toBe("maximum");
  expect(exercised?.source.file).toMatch(/orchard\.yaml$/);
  const rule = cases.find(({ name }) => name.endsWith("by the rule times-in-order"))?.clauses[0];
  expect(rule?.source.file).toMatch(/orchard\.overlay\.yaml$/);
});

test("an operation for which nothing can be made up has one case, which says why", () => {
  const impossible = modelOf({
    requestBody: {
      required: true,
      content: { "application/json": { schema: { type: "string", pattern: "^a$", minLength: 2 } } },
    },
  });
  expect(deriveCases(impossible, impossible)).toEqual([
    expect.objectContaining({ kind: "impossible", reason: expect.stringContaining("matches ^a$") }),
  ]);
});
