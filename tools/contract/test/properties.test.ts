import { modelOf } from "@workshop/openapi/model-of";
import { InputMaker, inputArbitrary, SchemaChecker } from "@workshop/samples";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DISTORTIONS } from "../src/properties/distortions.ts";
import { allDistorted, distorted, type Given, placesOf, plainly } from "../src/properties/given.ts";
import { meaningOf, NOTHING, saysTheSame } from "../src/properties/meaning.ts";
import { assertProperty, type PropertySubject } from "../src/properties/operation-property.ts";
import { polluted } from "../src/properties/pollution.ts";

const model = modelOf({
  parameters: [
    { name: "name", in: "query", schema: { type: "string", minLength: 1 } },
    { name: "ids", in: "query", schema: { type: "array", items: { type: "integer" } } },
  ],
});
const [operation] = model.operations;
if (operation === undefined) throw new Error("the model has one operation");
const checker = new SchemaChecker(model);
const maker = new InputMaker(model, operation, checker);
const input = { query: { name: "a", ids: [1, 2] } };

class InvalidRequestError extends Error {
  override readonly name = "InvalidRequestError";
}

type Fetch = (url: string, init: RequestInit) => Promise<unknown>;

/** A client whose operation does this. */
function subjectOf(send: (given: unknown, fetch: (search: string) => Promise<unknown>) => unknown): PropertySubject {
  const createClient = (options: object): Record<string, unknown> => {
    const { baseUrl, fetch } = options as { baseUrl: string; fetch: Fetch };
    const call = async (given: unknown): Promise<unknown> =>
      send(given, (search) => fetch(`${baseUrl}/thing${search}`, { method: "POST" }));
    return { doIt: Object.assign(call, { result: call }) };
  };
  return { reading: { model, checker }, maker, createClient };
}

/** What openapi-fetch, and not only that, makes of a query. */
function careless(given: unknown): string {
  const query = (given as { query?: Record<string, unknown> }).query ?? {};
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((item) => `${name}=${item}`) : value == null ? [] : [`${name}=${value}`],
  );
  return `?${pairs.join("&")}`;
}

const tryOn = (subject: PropertySubject, given: Given, pollution?: object): Promise<boolean> =>
  assertProperty(subject, given, { ways: ["method", "result"], ...(pollution && { pollution }) });

const replaced = (name: string): Given => {
  const distortion = DISTORTIONS.find((known) => known.name === `is ${name}`);
  if (distortion === undefined) throw new Error(`there is no distortion ${name}`);
  return distorted(input, ["query", "name"], distortion);
};

describe("the property holds for", () => {
  test("a request that says what was given", async () => {
    expect(
      await tryOn(
        subjectOf((given, fetch) => fetch(careless(given))),
        plainly(input),
      ),
    ).toBe(true);
  });

  test("a method in a group, which is looked for there and nowhere else", async () => {
    const subject = subjectOf((given, fetch) => fetch(careless(given)));
    const grouped: PropertySubject = {
      ...subject,
      maker: new InputMaker(
        model,
        { ...operation, group: { name: "things", method: "do", source: model.source } },
        checker,
      ),
      createClient: (options) => ({ things: { do: subject.createClient(options).doIt } }),
    };
    expect(await tryOn(grouped, plainly(input))).toBe(true);
    await expect(tryOn({ ...grouped, createClient: subject.createClient }, plainly(input))).rejects.toThrow(
      "things.do",
    );
  });

  test("a refusal", async () => {
    const refuse = subjectOf(() => {
      throw new InvalidRequestError();
    });
    expect(await tryOn(refuse, replaced("undefined"))).toBe(false);
  });
});

describe("the property fails for", () => {
  test.each<[string, Given, RegExp, Parameters<typeof subjectOf>[0]]>([
    [
      "a filter that is dropped",
      replaced("undefined"),
      /no request can say that/,
      (given, fetch) => fetch(careless(given)),
    ],
    [
      "a filter that becomes another",
      replaced("a text that is not one"),
      /no request/,
      (given, fetch) => fetch(careless(given)),
    ],
    ["a list that is cut", plainly(input), /something else/, (_given, fetch) => fetch("?name=a&ids=1")],
    [
      "something that was not given",
      plainly(input),
      /does not allow/,
      (_given, fetch) => fetch("?name=a&ids=1&ids=2&all=1"),
    ],
    ["another path", plainly(input), /does not allow/, (_given, fetch) => fetch("/all")],
    [
      "a request that is sent twice",
      plainly(input),
      /sent 2 times/,
      async (given, fetch) => {
        await fetch(careless(given));
        await fetch(careless(given));
      },
    ],
    [
      "a refusal that comes too late",
      plainly(input),
      /sent, and then refused/,
      async (given, fetch) => {
        await fetch(careless(given));
        throw new InvalidRequestError();
      },
    ],
    [
      "another error than a refusal",
      replaced("a symbol"),
      /neither refused nor sent/,
      () => {
        throw new TypeError("Cannot convert a Symbol value to a string");
      },
    ],
    ["nothing at all", plainly(input), /neither refused nor sent/, () => undefined],
  ])("%s", async (_what, given, message, send) => {
    await expect(tryOn(subjectOf(send), given)).rejects.toThrow(message);
  });

  test("what is read from a polluted Object.prototype", async () => {
    const inherits = subjectOf((given, fetch) => fetch(careless(given)));
    const given: Given = { words: "nothing", make: () => ({}), says: {} };
    await expect(tryOn(inherits, given, { query: { name: "everything" } })).rejects.toThrow(/something else/);
    expect(Object.hasOwn(Object.prototype, "query")).toBe(false);
  });

  test("ways that do not agree", async () => {
    let calls = 0;
    const moody = subjectOf((given, fetch) => {
      calls += 1;
      if (calls > 1) throw new InvalidRequestError();
      return fetch(careless(given));
    });
    await expect(tryOn(moody, plainly(input))).rejects.toThrow(/not the same in all ways/);
  });
});

test("every value of an input is distorted in every way, each time anew", () => {
  expect(placesOf(input)).toEqual([
    [],
    ["query"],
    ["query", "name"],
    ["query", "ids"],
    ["query", "ids", "0"],
    ["query", "ids", "1"],
  ]);
  const all = [...allDistorted(input)];
  expect(all.length).toBeGreaterThan(5 * DISTORTIONS.length);
  for (const { make, words } of all) expect(make() === input, words).toBe(false);
  expect(input).toEqual({ query: { name: "a", ids: [1, 2] } });
});

test("what a distortion says is what a careful reader finds in it", () => {
  for (const { make, says, words } of allDistorted(input)) {
    // Reading is what some of them punish: these say what they say without being read.
    if (/getter|proxy|all but the time|list with|list of a class|finds no items|Date|deep|again|undefined/.test(words))
      continue;
    const meaning = meaningOf(make());
    expect(says === NOTHING ? meaning === NOTHING : saysTheSame(meaning, says), words).toBe(true);
  }
});

test("most inputs that are made of a model are valid", () => {
  const samples = fc.sample(inputArbitrary(maker), { numRuns: 100, seed: 1 });
  expect(samples.filter((sample) => maker.accepts(sample)).length).toBeGreaterThan(90);
});

test("Object.prototype is as it was, whatever happens", async () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  await expect(polluted({ polluted: 1 }, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});
