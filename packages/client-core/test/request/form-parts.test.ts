import { describe, expect, test, vi } from "vitest";
import { formDataBody, part, styled, urlEncodedBody } from "../../src/request/forms.ts";
import { deepForm, form, formExploded, reservedText } from "../../src/request/styles.ts";

type Parts = NonNullable<Parameters<typeof formDataBody>[2]>;
const anything = (): void => {};

/** The parts of a form as they are sent, each without what begins all of them. */
async function sent(value: object, parts: Parts = {}): Promise<string[]> {
  const body = formDataBody("multipart/form-data", anything, parts).write(value) as Blob;
  const boundary = body.type.slice(body.type.indexOf("boundary=") + "boundary=".length);
  const text = await body.text();
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((one) => one.replace("\r\nContent-Disposition: form-data; ", "").replace(/\r\n$/, ""));
}

const encoded = (value: object, parts: Parts = {}): unknown =>
  urlEncodedBody("application/x-www-form-urlencoded", anything, parts).write(value);

test("the boundary of a form has as many characters whatever they are", () => {
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => array);
  const { type } = formDataBody("multipart/form-data", anything).write({ a: "b" }) as Blob;
  expect(type).toBe(`multipart/form-data; boundary=form-${"0".repeat(32)}`);
});

describe("a part of a form that is no file", () => {
  test.each<[object, Parts, string]>([
    [{ a: "b" }, {}, 'name="a"\r\n\r\nb'],
    [{ 'a"\r\nb': "c" }, {}, 'name="a%22%0D%0Ab"\r\n\r\nc'],
    [{ a: { b: 1 } }, {}, 'name="a"\r\nContent-Type: application/json\r\n\r\n{"b":1}'],
    [{ a: new Date(0) }, {}, 'name="a"\r\n\r\n1970-01-01T00:00:00.000Z'],
    [{ a: "b" }, { a: part(["text/csv"]) }, 'name="a"\r\nContent-Type: text/csv\r\n\r\nb'],
    [{ a: "b" }, { b: part(["text/csv"]) }, 'name="a"\r\n\r\nb'],
    [{ a: "b" }, { a: part([], { "X-A": "1", "X-B": "2" }) }, 'name="a"\r\nX-A: 1\r\nX-B: 2\r\n\r\nb'],
    [{ a: "b" }, { a: part(["application/json"]) }, 'name="a"\r\nContent-Type: application/json\r\n\r\n"b"'],
    [{ a: "b" }, { a: part(["application/a+JSON"]) }, 'name="a"\r\nContent-Type: application/a+JSON\r\n\r\n"b"'],
    [{ a: "b" }, { a: part(["application/geojson"]) }, 'name="a"\r\nContent-Type: application/geojson\r\n\r\nb'],
    [{ a: "b" }, { a: part(["text/a;b=c/json"]) }, 'name="a"\r\nContent-Type: text/a;b=c/json\r\n\r\nb'],
  ])("%#: says what it is", async (value, parts, expected) => {
    expect(await sent(value, parts)).toEqual([expected]);
  });

  test.each([[["text/a", "text/b"]], [["text/*"]]])("cannot be of a media type that is left open: %j", (types) => {
    const write = () => formDataBody("multipart/form-data", anything, { a: part(types) }).write({ a: "b" });
    const which = types.join(" or ");
    expect(write).toThrow(`must hold bytes of the media type ${which} there: give a Blob that says so in its type`);
  });
});

describe("a file in a form", () => {
  test.each<[types: string[], own: string, expected: string]>([
    [[], "", "application/octet-stream"],
    [[], "a/b", "a/b"],
    [["image/png"], "", "image/png"],
    [["image/png"], "image/png", "image/png"],
    [["image/png", "image/jpeg"], "image/jpeg", "image/jpeg"],
    [["IMAGE/PNG;a=b", "image/jpeg"], "image/png", "image/png"],
    [["text/plain"], "text/plain;charset=utf-8", "text/plain;charset=utf-8"],
    [["text/plain"], "text/plain ; a=b", "text/plain ; a=b"],
    [["image/*"], "image/webp", "image/webp"],
    [["*/*"], "a/b", "a/b"],
  ])("of %j, with %j of its own, is %s", async (types, own, expected) => {
    const value = { a: new Blob(["b"], { type: own }) };
    expect(await sent(value, { a: part(types) })).toEqual([
      `name="a"; filename="blob"\r\nContent-Type: ${expected}\r\n\r\nb`,
    ]);
  });

  test.each<[types: string[], own: string]>([
    [[], " a/b"],
    [["image/png"], "text/plain"],
    [["image/png"], "image/pn"],
    [["image/png", "image/jpeg"], ""],
    [["image/png", "image/jpeg"], "image/gif"],
    [["image/*"], ""],
    [["image/*"], "text/plain"],
    [["image/*"], "ink/a"],
    [["/*a"], "/b"],
  ])("has to be of %j, which with %j it is not", (types, own) => {
    const write = () =>
      formDataBody("multipart/form-data", anything, { a: part(types) }).write({ a: new Blob([], { type: own }) });
    expect(write).toThrow(
      `must hold bytes of the media type ${types.join(" or ")} there: give a Blob that says so in its type`,
    );
  });

  test("has its name, where a runtime knows of names", async () => {
    const value = { a: new File(["b"], 'c"d', { type: "a/b" }) };
    expect(await sent(value)).toEqual(['name="a"; filename="c%22d"\r\nContent-Type: a/b\r\n\r\nb']);
    vi.stubGlobal("File", undefined);
    expect(await sent(value)).toEqual(['name="a"; filename="blob"\r\nContent-Type: a/b\r\n\r\nb']);
  });
});

describe("fields that are written by a style", () => {
  const spread = { a: styled(formExploded) };

  test("are fields of their own, with nothing escaped but in a URL", async () => {
    const value = { a: { "b c": "d=e=f", g: "h&i" } };
    expect(await sent(value, spread)).toEqual(['name="b c"\r\n\r\nd=e=f', 'name="g"\r\n\r\nh&i']);
    expect(encoded(value, spread)).toBe("b%20c=d%3De%3Df&g=h%26i");
    expect(encoded({ a: ["b", "c"] }, { a: styled(form) })).toBe("a=b,c");
    expect(await sent({ a: "b=c=d" }, { a: styled(reservedText) })).toEqual(['name="a"\r\n\r\nb=c=d']);
    expect(encoded({ a: { b: [1, { c: "d" }] } }, { a: styled(deepForm) })).toBe(
      "a%5Bb%5D%5B0%5D=1&a%5Bb%5D%5B1%5D%5Bc%5D=d",
    );
  });

  test("may have the name of what they are made of, and of no other field", async () => {
    for (const write of [sent, async (value: object, parts: Parts) => encoded(value, parts)]) {
      await expect(write({ a: { a: "1", x: "2" }, b: "3" }, spread)).resolves.toBeTruthy();
      for (const value of [
        { a: { b: "1" }, b: "2" },
        { a: { c: "1", b: "1" }, b: "2" },
        { a: { "b c": "1" }, "b c": "2" },
      ])
        await expect((async () => write(value, spread))()).rejects.toMatchObject({
          field: "a",
          message: "must not name another field of the form in the keys of an object",
        });
    }
  });

  test.each([[[]], [{}]])("cannot be none: %j", (a) => {
    for (const style of [form, formExploded])
      expect(() => encoded({ a }, { a: styled(style) })).toThrow("must not hold empty lists or objects");
  });

  test.each<[unknown, string]>([
    [new Date(0), "1970-01-01T00%3A00%3A00.000Z"],
    [0, "0"],
    [false, "false"],
    ["", ""],
  ])("may be a single one: %j", (a, text) => {
    for (const style of [form, deepForm]) expect(encoded({ a }, { a: styled(style) })).toBe(`a=${text}`);
  });

  test("cannot be nothing", () => {
    for (const style of [form, deepForm])
      expect(() => encoded({ a: null }, { a: styled(style) })).toThrow("must not hold lists, objects or nulls");
  });

  test.each<[object, string]>([
    [{ b: [] }, "must not hold empty lists or objects: a form cannot tell them from absent ones"],
    [{ b: {} }, "must not hold empty lists or objects: a form cannot tell them from absent ones"],
    [{ b: { "c]": 1 } }, "must not have brackets in its keys: they would be read as keys within keys"],
    [{ "b[": 1 }, "must not have brackets in its keys: they would be read as keys within keys"],
  ])("are refused in brackets where they would be read as something else: %j", (a, message) => {
    expect(() => encoded({ a }, { a: styled(deepForm) })).toThrow(message);
  });
});
