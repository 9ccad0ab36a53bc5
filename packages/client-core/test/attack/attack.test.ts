import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { anyOperation, anyTransport } from "../examples.ts";
import {
  callOf,
  certainty,
  type Ending,
  endingOf,
  grants,
  SECRET,
  type Subject,
  subjects,
  successOf,
} from "./scene.ts";
import { names, values } from "./values.ts";

let checks = 0;
const strays: unknown[] = [];
const stray = (reason: unknown): void => void strays.push(reason);
process.on("unhandledRejection", stray);

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  await sleep(50);
  process.off("unhandledRejection", stray);
  expect(strays).toEqual([]);
  expect(checks).toBeGreaterThan(3000);
  console.log(`${checks} checks`);
});

/** Checks an ending, and says what is wrong with it. */
function expectEnding(ending: Ending, allowed: RegExp, most: number, what: string): void {
  checks++;
  const problems = [...ending.problems];
  if (!allowed.test(ending.kind)) problems.push(`ended with ${ending.kind}`);
  if (ending.sent > most) problems.push(`was sent ${ending.sent} times`);
  expect(problems, what).toEqual([]);
}

const unknown = /^OutcomeUnknownError$/;
const most = ({ isRepeatable }: Subject): number => (isRepeatable ? 3 : 1);

describe.each(subjects)("$name: a fetch that lies", (subject) => {
  test.each(names)("rejects with, throws, or resolves to %s", async (name) => {
    const value = values[name] ?? (() => undefined);
    const ways: Readonly<Record<string, () => unknown>> = {
      rejects: () => Promise.reject(value()),
      throws: () => {
        throw value();
      },
      resolves: () => value(),
      "rejects late": () => new Promise((_resolve, reject) => setImmediate(() => reject(value()))),
    };
    for (const [way, fetch] of Object.entries(ways)) {
      const { call, sent } = callOf(subject, fetch);
      // A known code, in a place where runtimes have it, is believed.
      const allowed = name === "an Error with a cause" && way !== "resolves" ? /^NotSentError$/ : unknown;
      expectEnding(await endingOf(call, sent), allowed, allowed === unknown ? most(subject) : 3, `${way} ${name}`);
    }
  });

  const parts = ["status", "headers", "body"] as const;

  test.each(names)("gives a response of which a part is %s", async (name) => {
    const value = values[name] ?? (() => undefined);
    for (const part of parts)
      for (const status of [204, 302, 404]) {
        const headers = new Headers({ "content-type": "application/json" });
        const response = { status, headers, body: new Response("{").body, [part]: value() };
        const { call, sent } = callOf(subject, () => response);
        const ending = await endingOf(call, sent);
        // No word of a body belongs to 204; a status says no by itself.
        const allowed =
          part === "status"
            ? unknown
            : status >= 400
              ? /^ApiError/
              : status === 204
                ? /^(resolved|OutcomeUnknownError)$/
                : unknown;
        expectEnding(ending, allowed, most(subject), `${part} of ${status}: ${name}`);
        const getter = Object.defineProperty({ status, headers, body: null }, part, {
          get() {
            throw value();
          },
        });
        const other = callOf(subject, () => getter);
        const worse = part === "body" ? allowed : unknown;
        expectEnding(
          await endingOf(other.call, other.sent),
          worse,
          most(subject),
          `${part} of ${status} throws ${name}`,
        );
      }
  });

  test.each(names)("gives a body that is, or breaks with, %s", async (name) => {
    const value = values[name] ?? (() => undefined);
    const whole = new TextEncoder().encode(subject.body ?? "{}");
    const streams: Readonly<Record<string, readonly (() => unknown)[]>> = {
      "a chunk": [() => ({ done: false, value: value() }), () => ({ done: true })],
      "a chunk after the rest": [
        () => ({ done: false, value: whole }),
        () => ({ done: false, value: value() }),
        () => ({ done: true }),
      ],
      "what read gives": [value],
      "what read throws": [
        () => {
          throw value();
        },
      ],
      "what read rejects with": [() => Promise.reject(value())],
      "what read rejects with after the rest": [() => ({ done: false, value: whole }), () => Promise.reject(value())],
    };
    for (const [way, steps] of Object.entries(streams)) {
      const queue = [...steps];
      const body = {
        getReader: () => ({
          read: () => (queue.shift() ?? (() => ({ done: true })))(),
          cancel: async () => values[name]?.(),
        }),
      };
      const status = successOf(subject).status;
      const headers = new Headers({ "content-type": "application/json" });
      const { call, sent } = callOf(subject, () => ({ status, headers, body }), { retry: false });
      // Without a body there is nothing to judge for an operation that wants none.
      const allowed = status === 204 ? /^(resolved|OutcomeUnknownError)$/ : unknown;
      expectEnding(await endingOf(call, sent), allowed, 1, `${way}: ${name}`);
    }
  });
});

describe.each(subjects)("$name: hooks", (subject) => {
  const hooks = ["onRequest", "onResponse", "onFailure", "onRetry", "onReceipt"] as const;
  const ends: Readonly<Record<string, (subject: Subject) => unknown>> = {
    success: successOf,
    "503": () => new Response("{}", { status: 503, headers: { "content-type": "application/json" } }),
    "a reset": () => Promise.reject(Object.assign(new Error("x"), { code: "ECONNRESET" })),
    "no such host": () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" })),
  };

  test.each(names)("that return, throw or reject with %s change nothing", async (name) => {
    const value = values[name] ?? (() => undefined);
    for (const [what, fetch] of Object.entries(ends)) {
      const plain = callOf(subject, () => fetch(subject));
      const wanted = await endingOf(plain.call, plain.sent);
      for (const [way, hook] of Object.entries({
        returns: () => value(),
        throws: () => {
          throw value();
        },
        rejects: () => Promise.reject(value()),
      })) {
        const { call, sent } = callOf(subject, () => fetch(subject), {
          hooks: Object.fromEntries(hooks.map((one) => [one, hook])),
        });
        checks++;
        expect(await endingOf(call, sent), `${what}, ${way}`).toEqual(wanted);
      }
    }
  });

  test.each(Object.keys(ends))("that change all they are given change nothing: %s", async (what) => {
    const fetch = ends[what] ?? successOf;
    const plain = callOf(subject, () => fetch(subject));
    const wanted = await endingOf(plain.call, plain.sent);
    const change = (event: object): void => {
      const seen = new Set<unknown>();
      const spoil = (value: unknown): void => {
        if (typeof value !== "object" || value === null || seen.has(value)) return;
        seen.add(value);
        if (value instanceof Headers) {
          for (const [key, text] of [
            ["retry-after", "0"],
            ["content-type", "application/json"],
            ["x-request-id", "evil"],
          ])
            value.set(key ?? "", text ?? "");
          return;
        }
        for (const key of Reflect.ownKeys(value)) {
          spoil(Reflect.get(value, key));
          for (const change of [true, undefined, 204, "success"]) Reflect.set(value, key, change);
          Reflect.deleteProperty(value, key);
        }
      };
      spoil(event);
    };
    const { call, sent } = callOf(subject, () => fetch(subject), {
      hooks: Object.fromEntries(hooks.map((one) => [one, change])),
    });
    checks++;
    expect(await endingOf(call, sent)).toEqual(wanted);
  });
});

describe("functions in auth", () => {
  const { oauth2Token, passwordGrant, clientCredentialsGrant } = grants;
  const oauth2 = anyOperation({ security: [[oauth2Token("oauth2", { password: "/t", clientCredentials: "/t" })]] });
  const where: Readonly<
    Record<string, (secret: unknown) => readonly [Subject | typeof oauth2, Record<string, unknown>]>
  > = {
    ...Object.fromEntries(
      subjects
        .filter(({ auth }) => Object.keys(auth).length > 0)
        .flatMap((subject) =>
          Object.keys(subject.auth).map((name) => [
            `${name} of ${subject.name}`,
            (secret: unknown) =>
              [
                subject,
                { ...subject.auth, [name]: name === "basic" ? { username: "me", password: secret } : secret },
              ] as const,
          ]),
        ),
    ),
    "an access token": (secret) => [oauth2, { oauth2: { accessToken: secret } }],
    "a password": (secret) => [oauth2, { oauth2: passwordGrant({ username: "u", password: secret as never }) }],
    "a client's secret": (secret) => [
      oauth2,
      { oauth2: clientCredentialsGrant({ clientId: "u", clientSecret: secret as never }) },
    ],
  };

  test.each(names)("that give, throw or reject with %s: nothing is sent", async (name) => {
    const value = values[name] ?? (() => undefined);
    const isText = name.startsWith("a text") && name === "a text";
    for (const [place, make] of Object.entries(where))
      for (const [way, secret] of Object.entries({
        gives: () => value(),
        throws: () => {
          throw value();
        },
        rejects: () => Promise.reject(value()),
      })) {
        const [subject, auth] = make(secret);
        if (isText && way === "gives") continue; // that is a secret
        const factory = "factory" in subject ? subject.factory : subject;
        let sent = 0;
        const fetch = (): Promise<Response> => {
          sent++;
          return Promise.resolve(new Response(null, { status: 204 }));
        };
        const input = "factory" in subject ? subject.input : undefined;
        const call = async (): Promise<unknown> =>
          factory(anyTransport({ auth, fetch, timeout: 30, retry: false }))(input);
        const ending = await endingOf(call, () => sent);
        // What a grant is given goes to its token endpoint as a form can say it.
        const isForm =
          /password|secret/.test(place) &&
          !place.startsWith("basic") &&
          way === "gives" &&
          typeof value() === "string" &&
          value() !== "";
        if (isForm) expectEnding(ending, /^NotSentError|InvalidRequestError$/, 1, `${place} ${way}`);
        else expectEnding(ending, /^(NotSentError|InvalidRequestError)$/, 0, `${place} ${way}`);
      }
  });
});

describe.each(subjects.slice(0, 2))("$name: inputs and options", (subject) => {
  /** Every place of an object, and the object with something else there. */
  function* changed(
    given: unknown,
    value: () => unknown,
    path: readonly string[] = [],
  ): Generator<readonly [string, unknown]> {
    yield [path.join("."), value()];
    if (typeof given !== "object" || given === null) return;
    for (const [key, item] of Object.entries(given))
      for (const [at, other] of changed(item, value, [...path, key]))
        yield [
          at,
          Array.isArray(given)
            ? given.map((one, index) => (String(index) === key ? other : one))
            : { ...given, [key]: other },
        ];
    if (!Array.isArray(given)) yield [[...path, "more"].join("."), { ...given, more: value() }];
  }

  test.each(names)("with %s somewhere are refused, or sent as they were planned", async (name) => {
    const value = values[name] ?? (() => undefined);
    for (const [at, input] of changed(subject.input ?? {}, value)) {
      const urls: string[] = [];
      const transport = anyTransport({
        auth: subject.auth,
        fetch: async (url: string) => {
          urls.push(url);
          return successOf(subject);
        },
      });
      const made = subject.factory(transport);
      const ending = await endingOf(
        () => made(input, subject.options),
        () => urls.length,
      );
      // What a caller wants sent is no secret.
      const problems = ending.problems.filter((problem) => !problem.startsWith("a secret in an"));
      expectEnding({ ...ending, problems }, /^(resolved|InvalidRequestError)$/, 1, `input at ${at}`);
      if (ending.kind === "InvalidRequestError") expect(urls, at).toEqual([]);
    }
  });

  test.each(names)("an option that is %s is refused, or does what it says", async (name) => {
    const value = values[name] ?? (() => undefined);
    for (const option of ["signal", "timeout", "retry", "headers", "allowUnbounded", "more"]) {
      const made = subject.factory(anyTransport({ auth: subject.auth, fetch: async () => successOf(subject) }));
      expectEnding(
        await endingOf(
          () => made(subject.input, { [option]: value() }),
          () => 0,
        ),
        /^(resolved|InvalidRequestError|NotSentError)$/,
        0,
        `option ${option}`,
      );
    }
    for (const options of [value()])
      expectEnding(
        await endingOf(
          async () =>
            subject.factory(anyTransport({ auth: subject.auth, fetch: async () => successOf(subject) }))(
              subject.input,
              options,
            ),
          () => 0,
        ),
        /^(resolved|InvalidRequestError)$/,
        0,
        "options",
      );
    for (const option of [
      "baseUrl",
      "fetch",
      "timeout",
      "maxResponseBytes",
      "headers",
      "retry",
      "hooks",
      "allowInsecureHttp",
      "auth",
      "receiptInput",
    ]) {
      const ending = await endingOf(
        async () =>
          subject.factory(
            anyTransport({ auth: subject.auth, fetch: async () => successOf(subject), [option]: value() }),
          )(subject.input),
        () => 0,
      );
      // A `fetch` that fails is another matter.
      expectEnding(ending, option === "fetch" ? /./ : /^(resolved|InvalidRequestError)$/, 0, `client option ${option}`);
    }
  });
});

describe("clocks", () => {
  const times: Readonly<Record<string, () => unknown>> = {
    ...Object.fromEntries(Object.entries(values).filter((_one, index) => index % 4 === 0)),
    "minus one": () => -1,
    "far away": () => 1e300,
    infinity: () => Number.POSITIVE_INFINITY,
    throws: () => {
      throw new Error(SECRET);
    },
  };
  const ends: Readonly<Record<string, (subject: Subject) => unknown>> = {
    success: successOf,
    "503 with a date": () => new Response("", { status: 503, headers: { "retry-after": new Date(0).toUTCString() } }),
  };

  test.each(Object.keys(times))(
    "that say %s, before or after sending, change no verdict for the better",
    async (name) => {
      const time = times[name] ?? (() => 0);
      for (const subject of subjects)
        for (const [what, fetch] of Object.entries(ends))
          for (const [which, clock] of [
            ["Date", Date],
            ["performance", performance],
          ] as const)
            for (const moment of ["before", "after"]) {
              const plain = callOf(subject, () => fetch(subject));
              const wanted = await endingOf(plain.call, plain.sent);
              const set = (): void => void vi.spyOn(clock, "now").mockImplementation(time as () => number);
              const { call, sent } = callOf(subject, () => {
                if (moment === "after") set();
                return fetch(subject);
              });
              if (moment === "before") set();
              const ending = await endingOf(call, sent);
              vi.restoreAllMocks();
              checks++;
              const label = `${subject.name}, ${what}, ${which}, ${moment}`;
              expect(ending.problems, label).toEqual([]);
              expect(certainty(ending.kind), label).toBeLessThanOrEqual(certainty(wanted.kind));
              expect(ending.sent, label).toBeLessThanOrEqual(Math.max(wanted.sent, most(subject)));
            }
    },
  );
});

describe("Object.prototype", () => {
  const source = join(import.meta.dirname, "../../src");
  const words = new Set(
    readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => readFileSync(join(source, name), "utf8").match(/\b[a-zA-Z]\w{1,30}\b/g) ?? []),
  );
  // All promises of a program stop with the one; the others are on Object.prototype anyhow.
  for (const name of [
    "then",
    "toString",
    "valueOf",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
  ])
    words.delete(name);
  const listed = [
    "failure",
    "unsent",
    "doubt",
    "refusal",
    "response",
    "key",
    "compare",
    "code",
    "cause",
    "syscall",
    "reason",
  ];
  for (const name of [...listed, "__proto__x", "-1", "0", "200", "204", "4xx", "default", "set", "get", "writable"])
    words.add(name);
  const polluting: Readonly<Record<string, unknown>> = {
    "a text": "ENOTFOUND",
    "a function": () => true,
    "a record": { retry: 1, status: 204 },
  };
  const ends: Readonly<Record<string, (subject: Subject) => unknown>> = {
    success: successOf,
    "another body": () => new Response("[]", { status: 200, headers: { "content-type": "application/json" } }),
    reset: () => Promise.reject(Object.assign(new Error("x"), { code: "ECONNRESET" })),
    error: () => Promise.reject(new TypeError("x")),
    redirect: () => new Response(null, { status: 302, headers: { location: "/" } }),
    "503": () => new Response("{}", { status: 503, headers: { "content-type": "application/json" } }),
  };

  test.each(Object.keys(polluting))(
    "%s under any name of this code changes no verdict for the better, and sends nothing twice",
    async (name) => {
      const value = polluting[name];
      const prototype = Object.prototype as unknown as Record<string, unknown>;
      const fetches = new Map<string, Ending>();
      for (const subject of subjects)
        for (const [what, fetch] of Object.entries(ends)) {
          const { call, sent } = callOf(subject, () => fetch(subject));
          fetches.set(subject.name + what, await endingOf(call, sent));
        }
      const found: string[] = [];
      for (const [at, word] of [...words].entries()) {
        // One subject and end for each word in turn, and all of them for the words that were met in attacks.
        const all = subjects.flatMap((subject) => Object.keys(ends).map((what) => [subject, what] as const));
        const some = listed.includes(word) ? all : all.slice(at % all.length, (at % all.length) + 1);
        for (const [subject, what] of some) {
          // Made before: what undici does with a response is its own business.
          const made: unknown = await Promise.resolve(ends[what]?.(subject)).catch((error: unknown) => ({ error }));
          let sent = 0;
          const fetch = (): unknown => {
            sent++;
            return made !== null && typeof made === "object" && "error" in made && Object.hasOwn(made, "error")
              ? Promise.reject(made.error)
              : Promise.resolve((made as Response).clone());
          };
          let kind = "resolved";
          let isRaw = false;
          Object.defineProperty(prototype, word, { value, configurable: true, enumerable: true, writable: true });
          try {
            const transport = anyTransport({
              auth: subject.auth,
              timeout: 1000,
              retry: { attempts: 3, maxDelay: 0 },
              fetch,
            });
            await subject.factory(transport)(subject.input, subject.options);
          } catch (thrown) {
            kind = (thrown as Error).name;
            isRaw = !/^(InvalidRequestError|NotSentError|ApiError|OutcomeUnknownError)$/.test(kind);
            if (kind === "ApiError")
              kind = Object.getOwnPropertyDescriptor(thrown, "mayHaveHappened")?.value
                ? "ApiError maybe"
                : "ApiError no";
          } finally {
            delete prototype[word];
          }
          checks++;
          const wanted = fetches.get(subject.name + what);
          const isRefused = sent === 0 && /InvalidRequest|NotSent/.test(kind);
          if (isRaw) found.push(`${word}: ${subject.name}, ${what}: raw ${kind}`);
          else if (!isRefused && certainty(kind) > certainty(wanted?.kind ?? ""))
            found.push(`${word}: ${subject.name}, ${what}: ${kind}, not ${wanted?.kind}`);
          else if (sent > Math.max(wanted?.sent ?? 0, most(subject)))
            found.push(`${word}: ${subject.name}, ${what}: sent ${sent} times`);
        }
      }
      expect(found).toEqual([]);
    },
  );
});
