import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cookieForm,
  cookieJson,
  headerJson,
  headerSimple,
  pathJson,
  pathLabel,
  pathMatrix,
  pathSimple,
  queryDeepObject,
  queryForm,
  queryJson,
  queryPipeDelimited,
  querySpaceDelimited,
} from "../core.ts";

/** A style, exploded or not. */
type ParameterEncoder = typeof queryForm;

const encode = ({ plain, exploded }: ParameterEncoder, name: string, value: unknown, explode: boolean): string =>
  (explode ? exploded : plain)?.write(name, value) ?? "";

type Shape = "list" | "object" | "single";

/** Reads a style back as OpenAPI describes it, written without a look at the encoders. */
function read(style: string, explode: boolean, shape: Shape, name: string, text: string): unknown {
  const decode = decodeURIComponent;
  const pairs = (parts: string[]): Record<string, string> =>
    Object.fromEntries(parts.map((part) => part.split("=").map(decode) as [string, string]));
  const alternating = (parts: string[]): Record<string, string> =>
    Object.fromEntries(
      parts.flatMap((part, index) => (index % 2 ? [] : [[decode(part), decode(parts[index + 1] as string)]])),
    );
  const unnamed = (value: string, delimiter: string, exploded: string): unknown => {
    if (shape === "single") return decode(value);
    const parts = value.split(explode ? exploded : delimiter);
    if (shape === "list") return parts.map(decode);
    return explode ? pairs(parts) : alternating(parts);
  };
  const named = (value: string, delimiter: string, exploded: string): unknown => {
    const label = `${encodeURIComponent(name)}=`;
    const strip = (part: string): string => {
      expect(
        part.startsWith(label) ||
          part.startsWith(label.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)),
      ).toBe(true);
      return part.slice(part.indexOf("=") + 1);
    };
    if (shape === "object" && explode) return pairs(value.split(exploded));
    if (shape === "list" && explode) return value.split(exploded).map((part) => decode(strip(part)));
    return unnamed(strip(value), delimiter, exploded);
  };
  switch (style) {
    case "simple":
      return unnamed(text, ",", ",");
    case "label":
      expect(text[0]).toBe(".");
      return unnamed(text.slice(1), ",", ".");
    case "matrix":
      expect(text[0]).toBe(";");
      return named(text.slice(1), ",", ";");
    case "form":
      return named(text, ",", "&");
    case "cookie":
      return named(text, ",", "; ");
    case "spaceDelimited":
      return named(text, "%20", "&");
    case "pipeDelimited":
      return named(text, "%7C", "&");
    case "deepObject":
      return Object.fromEntries(
        text.split("&").map((pair) => {
          const [key, value] = pair.split("=").map(decode) as [string, string];
          expect(key.startsWith(`${name}[`) && key.endsWith("]")).toBe(true);
          return [key.slice(name.length + 1, -1), value];
        }),
      );
    default:
      throw new Error(style);
  }
}

const text = fc.string({ unit: "grapheme", minLength: 1 });
const single = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.integer());
const shapes: Record<Shape, fc.Arbitrary<unknown>> = {
  single,
  list: fc.array(single, { minLength: 1 }),
  object: fc.dictionary(text, single, { minKeys: 1, noNullPrototype: true }),
};
/** What can be read back is text. */
const asText = (value: unknown): unknown =>
  typeof value !== "object"
    ? String(value)
    : Array.isArray(value)
      ? value.map(String)
      : Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, String(item)]));

const styles: readonly [style: string, encoder: ParameterEncoder, shapes: readonly Shape[]][] = [
  ["simple", pathSimple, ["single", "list", "object"]],
  ["label", pathLabel, ["single", "list", "object"]],
  ["matrix", pathMatrix, ["single", "list", "object"]],
  ["form", queryForm, ["single", "list", "object"]],
  ["cookie", cookieForm, ["single", "list", "object"]],
  ["spaceDelimited", querySpaceDelimited, ["list", "object"]],
  ["pipeDelimited", queryPipeDelimited, ["list", "object"]],
  ["deepObject", queryDeepObject, ["object"]],
];
const cases = styles.flatMap(([style, encoder, fitting]) =>
  fitting.flatMap((shape) => [false, true].map((explode) => ({ style, encoder, shape, explode }))),
);

/** Whether the encoder refused; anything but a TypeError is a fault of its own. */
function attempt(encoder: ParameterEncoder, name: string, value: unknown, explode: boolean): string | undefined {
  try {
    return encode(encoder, name, value, explode);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return undefined;
  }
}

describe("a parameter is read back as it was given, or refused", () => {
  test.each(cases)("$style, $shape, explode $explode", ({ style, encoder, shape, explode }) => {
    let written = 0;
    fc.assert(
      fc.property(text, shapes[shape], (name, value) => {
        const encoded = attempt(encoder, name, value, explode);
        if (encoded === undefined) return;
        written++;
        expect(encoded).toMatch(/^[\x21-\x7e ]*$/);
        expect(read(style, explode || style === "deepObject", shape, name, encoded)).toEqual(asText(value));
      }),
    );
    expect(written).toBeGreaterThan(20);
  });

  test.each([
    [false, "list"],
    [true, "list"],
    [false, "object"],
    [true, "object"],
    [false, "single"],
  ] as const)("header simple, explode %s, %s", (explode, shape) => {
    fc.assert(
      fc.property(shapes[shape], (value) => {
        const encoded = attempt(headerSimple, "X", value, explode);
        if (encoded === undefined) return;
        // What a server sees has its blanks trimmed.
        expect(new Headers({ x: encoded }).get("x")).toBe(encoded);
        const parts = encoded.split(",");
        const pairs = explode
          ? parts.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)])
          : parts.flatMap((part, index) => (index % 2 ? [] : [[part, parts[index + 1]]]));
        const decoded = { single: encoded, list: parts, object: Object.fromEntries(pairs) };
        expect(decoded[shape]).toEqual(asText(value));
      }),
    );
  });

  test("JSON in path, query, header and cookie", () => {
    fc.assert(
      fc.property(text, fc.jsonValue(), (name, value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(decodeURIComponent(encode(pathJson, name, plain, false)))).toEqual(plain);
        for (const encoder of [queryJson, cookieJson]) {
          const [readName, readValue] = encode(encoder, name, plain, false).split("=").map(decodeURIComponent);
          expect(readName).toBe(name);
          expect(JSON.parse(readValue as string)).toEqual(plain);
        }
        const header = encode(headerJson, "X", plain, false);
        expect(header).toMatch(/^[ -~]*$/);
        expect(JSON.parse(header)).toEqual(plain);
      }),
    );
  });
});

describe("the styles look as OpenAPI shows them", () => {
  const list = ["blue", "black", "brown"];
  const object = { R: 100, G: 200, B: 150 };
  test.each([
    [pathSimple, "blue", false, "blue"],
    [pathSimple, list, false, "blue,black,brown"],
    [pathSimple, object, false, "R,100,G,200,B,150"],
    [pathSimple, object, true, "R=100,G=200,B=150"],
    [pathLabel, "blue", false, ".blue"],
    [pathLabel, list, false, ".blue,black,brown"],
    [pathLabel, list, true, ".blue.black.brown"],
    [pathLabel, object, true, ".R=100.G=200.B=150"],
    [pathMatrix, "blue", false, ";color=blue"],
    [pathMatrix, list, false, ";color=blue,black,brown"],
    [pathMatrix, list, true, ";color=blue;color=black;color=brown"],
    [pathMatrix, object, true, ";R=100;G=200;B=150"],
    [queryForm, list, false, "color=blue,black,brown"],
    [queryForm, list, true, "color=blue&color=black&color=brown"],
    [queryForm, object, true, "R=100&G=200&B=150"],
    [querySpaceDelimited, list, false, "color=blue%20black%20brown"],
    [querySpaceDelimited, object, false, "color=R%20100%20G%20200%20B%20150"],
    [queryPipeDelimited, list, false, "color=blue%7Cblack%7Cbrown"],
    [queryDeepObject, object, true, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
    [headerSimple, list, false, "blue,black,brown"],
    [cookieForm, list, false, "color=blue,black,brown"],
    [queryForm, new Date(0), false, "color=1970-01-01T00%3A00%3A00.000Z"],
    [queryForm, "!'()*-._~", false, "color=%21%27%28%29%2A-._~"],
  ])("%o %o %o", (encoder, value, explode, expected) => {
    expect(encode(encoder, "color", value, explode)).toBe(expected);
  });
});

test.each([
  [["a=b"], false, "a=b"],
  [["a=b", "c"], true, "a=b,c"],
  [{ a: "b=c" }, false, "a,b=c"],
  ["a=b,c", true, "a=b,c"],
])("a header may hold what is no delimiter where it stands: %j, explode %s", (value, explode, expected) => {
  expect(encode(headerSimple, "X", value, explode)).toBe(expected);
});

test("JSON in a header has nothing but ASCII, and means the same", () => {
  const value = { ü: "\u0001 ~\u007f é 😀" };
  const written = encode(headerJson, "X", value, false);
  expect(written).toBe('{"\\u00fc":"\\u0001 ~\\u007f \\u00e9 \\ud83d\\ude00"}');
  expect(JSON.parse(written)).toEqual(value);
});

describe("a style refuses what it cannot write", () => {
  test.each([
    [queryForm, [["nested"]], "lists, objects or nulls"],
    [queryForm, { a: { b: 1 } }, "lists, objects or nulls"],
    [queryForm, [null], "lists, objects or nulls"],
    [queryForm, ["a", ""], "empty items"],
    [queryDeepObject, { a: [1] }, "lists, objects or nulls"],
    [queryDeepObject, { a: "" }, "empty items"],
    [querySpaceDelimited, ["a b"], "delimiter"],
    [queryPipeDelimited, ["a|b"], "delimiter"],
    [headerSimple, ["a,b"], "delimiter"],
    [headerSimple, { "a=b": "c" }, "delimiter"],
    [headerSimple, "a\nb", "control characters"],
    [headerSimple, " a", "blanks"],
    [pathSimple, "\ud800", "surrogate"],
  ])("%o %j", (encoder, value, message) => {
    expect(() => encode(encoder, "color", value, encoder === headerSimple)).toThrow(message);
  });
});
