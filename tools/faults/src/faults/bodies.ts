import { type Fault, judged, refused, resolved, unknown } from "../fault.ts";
import { type Ending, head, response, write } from "../server/write.ts";
import { SECRET, type Subject } from "../subject.ts";

const group = "body";
const json = "content-type: application/json";

const undecodable = judged(unknown("undecodable", 200));
const undeclared = judged(unknown("undeclared", 200));
const good = judged(resolved());
const broken = unknown("connection", 200);
const tooLarge = unknown("too-large", 200);

type Body = Buffer | string | ((subject: Subject) => Buffer | string);

/** A 200 whose length is told and right. */
function body(name: string, expected: Fault["expected"], content: Body, ...fields: string[]): Fault {
  return {
    name,
    group,
    expected,
    serve: ({ subject }) =>
      write(
        response(200, typeof content === "function" ? content(subject) : content, ...(fields.length ? fields : [json])),
      ),
  };
}

/** A 200 written by hand. */
function wire(name: string, expected: Fault["expected"], text: string, ending: Ending): Fault {
  return { name, group, expected, serve: () => write(text, ending) };
}

const text = ({ success }: Subject): string => success.body || "{}";
const utf16 = (value: string): Buffer => Buffer.from(value, "utf16le");
const big = (value: string): Buffer => Buffer.from(value, "utf16le").swap16();
const deep = 200_000;

/** The success with another value in its first property. */
const altered =
  (value: string) =>
  (subject: Subject): string =>
    text(subject).replace(/^\{("\w+"):("[^"]*"|[^,}]+)/, `{$1:${value}`);
const hasBody = ({ success }: Subject): boolean => success.body !== "";
const html = `<!doctype html><title>${SECRET}</title><p>Please log in</p>`;

export const bodyFaults: readonly Fault[] = [
  body("an empty body", undeclared, ""),
  body("blanks as a body", undecodable, " \r\n "),
  body("HTML", undeclared, html, "content-type: text/html; charset=utf-8"),
  body("HTML that says it is JSON", undecodable, html),
  body("HTML without a media type", undeclared, html, "x-a: b"),
  body("the right JSON as text/html", undeclared, text, "content-type: text/html"),
  body("the right JSON as text/plain", undeclared, text, "content-type: text/plain"),
  body("the right JSON as application/problem+json", undeclared, text, "content-type: application/problem+json"),
  body("the right JSON as application/octet-stream", undeclared, text, "content-type: application/octet-stream"),
  body("the right JSON without a media type", undeclared, text, "x-a: b"),
  body("the right JSON with two media types", undeclared, text, json, "content-type: text/html"),
  body("the right JSON with an empty media type", undeclared, text, "content-type: "),
  body("the right JSON with a media type of rubbish", undeclared, text, "content-type: ;;;=,,"),
  body("a media type in capitals, with parameters", good, text, 'content-type: Application/JSON; Charset="UTF-8"; v=1'),
  body("text", undecodable, `nothing but text, and ${SECRET}`),
  body("truncated JSON of the right length", undecodable, (subject) => text(subject).slice(0, -1)),
  body("JSON and more", undecodable, (subject) => `${text(subject)}${text(subject)}`),
  body("JSON lines", undecodable, (subject) => `${text(subject)}\n${text(subject)}\n`),
  body("JSON behind a guard against inclusion", undecodable, (subject) => `)]}',\n${text(subject)}`),
  body("JSON with comments", undecodable, (subject) => `/* ${SECRET} */${text(subject)}`),
  body("JSON with a trailing comma", undecodable, (subject) => `${text(subject).slice(0, -1)},}`),
  body("JSON with single quotes", undecodable, "{'a':1}"),
  body("JSON with NaN", undecodable, '{"a":NaN}'),
  body("JSON with a raw line break in a text", undecodable, '{"a":"\n"}'),
  body("JSON with a NUL at its end", undecodable, (subject) => `${text(subject)}\0`),
  body("JSON twice encoded", undeclared, (subject) => JSON.stringify(text(subject))),
  ...["null", "true", "false", "0", "1", '""', `"${SECRET}"`, "[]", "[{}]"].map((value) =>
    body(`JSON that is ${value.replace(SECRET, "a secret")}`, undeclared, value),
  ),
  body("the right JSON in a list", undeclared, (subject) => `[${text(subject)}]`),
  { ...body("a property that is an object", undeclared, altered(`{"a":"${SECRET}"}`)), applies: hasBody },
  { ...body("a property that is a list", undeclared, altered(`["${SECRET}"]`)), applies: hasBody },
  {
    ...body("an integer beyond the safe range", undeclared, (subject) =>
      text(subject).replace(/:\d+/, ":9007199254740993"),
    ),
    applies: ({ success }) => /:\d+/.test(success.body),
  },
  {
    ...body("an integer with a fraction", undeclared, (subject) => text(subject).replace(/:\d+/, ":1.5")),
    applies: ({ success }) => /:\d+/.test(success.body),
  },
  {
    ...body("an integer that is a text", undeclared, (subject) => text(subject).replace(/:\d+/, ':"1"')),
    applies: ({ success }) => /:\d+/.test(success.body),
  },
  {
    ...body("a declared failure in the guise of a success", refused(200), ({ failure }) => failure?.body ?? ""),
    applies: ({ failure }) => failure !== undefined,
  },
  {
    ...body(
      "a failure, and then a success in the same object",
      undecodable,
      ({ failure, success }) => `${failure?.body.slice(0, -1)},${success.body.slice(1)}`,
    ),
    applies: ({ failure }) => failure !== undefined,
  },
  body("the same property twice", undecodable, (subject) => `${text(subject).slice(0, -1)},${text(subject).slice(1)}`),
  body(
    "the same property twice, once with an escape",
    undecodable,
    (subject) =>
      `${text(subject).slice(0, -1)},${text(subject)
        .slice(1)
        .replace(/^"(.)/, (_, first: string) => `"\\u00${first.charCodeAt(0).toString(16)}`)}`,
  ),
  body(
    "more properties than declared",
    good,
    (subject) => `{"__proto__":{"a":1},"constructor":{"a":[{"a":1}]},"a:\\"b\\"":":",${text(subject).slice(1)}`,
  ),
  body("a BOM before the JSON", good, (subject) => `\uFEFF${text(subject)}`),
  body("two BOMs before the JSON", undecodable, (subject) => `\uFEFF\uFEFF${text(subject)}`),
  body("UTF-16 that says so", undecodable, (subject) => utf16(`\uFEFF${text(subject)}`), `${json}; charset=utf-16`),
  body("UTF-16 with a BOM", undecodable, (subject) => utf16(`\uFEFF${text(subject)}`)),
  body("UTF-16 without a BOM", undecodable, (subject) => utf16(text(subject))),
  body("UTF-16BE with a BOM", undecodable, (subject) => big(`\uFEFF${text(subject)}`)),
  body("bytes that are no UTF-8", undecodable, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
  body("half a character", undecodable, Buffer.from([0x22, 0xe2, 0x82])),
  body("an overlong encoding", undecodable, Buffer.from([0x22, 0xc0, 0xaf, 0x22])),
  body("a charset that nobody knows", undecodable, text, `${json}; charset=klingon`),
  body("a charset that could mean anything (UTF-7)", undecodable, text, `${json}; charset=utf-7`),
  body("JSON that is deep", undecodable, `${"[".repeat(deep / 4)}${"]".repeat(deep / 4)}`),
  body("JSON that is deep and never closed", undecodable, "[".repeat(deep / 4)),
  body(
    "JSON that is deep in a property that is not declared",
    undecodable,
    (subject) => `{"deep":${'{"a":'.repeat(12_000)}1${"}".repeat(12_000)},${text(subject).slice(1)}`,
  ),
  body(
    "JSON that is nested in a property that is not declared",
    good,
    (subject) => `{"nested":${'{"a":['.repeat(200)}1${"]}".repeat(200)},${text(subject).slice(1)}`,
  ),
  body("JSON that is larger than allowed", tooLarge, `{"a":"${"a".repeat(200_000)}"}`),
  body("JSON that is as large as allowed", undecodable, "a".repeat(100_000)),
  body("a byte more than allowed", tooLarge, "a".repeat(100_001)),
  {
    ...wire("a body without an end", tooLarge, "", "keep"),
    serve:
      () =>
      ({ socket }) => {
        socket.write(head(200, json, "transfer-encoding: chunked"));
        const more = (): void => {
          if (!socket.destroyed) socket.write(`2000\r\n${" ".repeat(0x2000)}\r\n`, () => setImmediate(more));
        };
        more();
      },
  },
  wire("a length of 99, and 8 bytes", broken, `${head(200, json, "content-length: 99")}{"count"`, "close"),
  wire("a length of 99, and nothing", broken, head(200, json, "content-length: 99"), "close"),
  wire("a length of 99, 8 bytes and a reset", broken, `${head(200, json, "content-length: 99")}{"count"`, "reset"),
  wire("a length of 99, and a reset", broken, head(200, json, "content-length: 99"), "reset"),
  wire("a length of a terabyte", broken, `${head(200, json, "content-length: 1000000000000")}{"a`, "close"),
  wire("an end inside a chunk", broken, `${head(200, json, "transfer-encoding: chunked")}ff\r\n{"a"`, "close"),
  wire("an end between chunks", broken, `${head(200, json, "transfer-encoding: chunked")}2\r\n{}\r\n`, "close"),
  wire("a reset between chunks", broken, `${head(200, json, "transfer-encoding: chunked")}2\r\n{}\r\n`, "reset"),
  wire(
    "an end before the last line of the chunks",
    broken,
    `${head(200, json, "transfer-encoding: chunked")}2\r\n{}\r\n0\r\n`,
    "close",
  ),
  wire("a chunk without a size", broken, `${head(200, json, "transfer-encoding: chunked")}\r\n{}\r\n0\r\n\r\n`, "keep"),
  wire(
    "a chunk whose size is no number",
    broken,
    `${head(200, json, "transfer-encoding: chunked")}zz\r\n{}\r\n0\r\n\r\n`,
    "keep",
  ),
  wire(
    "a chunk that is longer than its size",
    broken,
    `${head(200, json, "transfer-encoding: chunked")}1\r\n{}}}\r\n0\r\n\r\n`,
    "keep",
  ),
  wire(
    "a chunk of a size beyond all numbers",
    broken,
    `${head(200, json, "transfer-encoding: chunked")}ffffffffffffffffff\r\n{}`,
    "keep",
  ),
  {
    name: "a body whose end is the connection's",
    group,
    expected: good,
    serve: ({ subject }) => write(`${head(200, json, "connection: close")}${text(subject)}`, "close"),
  },
  {
    name: "half a body whose end is the connection's",
    group,
    expected: undecodable,
    serve: ({ subject }) => write(`${head(200, json, "connection: close")}${text(subject).slice(0, -1)}`, "close"),
  },
  {
    name: "a body in chunks of one byte",
    group,
    expected: good,
    serve: ({ subject }) => {
      const chunks = [...text(subject)].map((byte) => `1\r\n${byte}\r\n`).join("");
      return write(`${head(200, json, "transfer-encoding: chunked")}${chunks}0\r\n\r\n`);
    },
  },
  {
    name: "a body with a trailer",
    group,
    expected: good,
    serve: ({ subject }) =>
      write(
        `${head(200, json, "transfer-encoding: chunked")}${text(subject).length.toString(16)}\r\n${text(subject)}\r\n0\r\nx-a: ${SECRET}\r\n\r\n`,
      ),
  },
];
