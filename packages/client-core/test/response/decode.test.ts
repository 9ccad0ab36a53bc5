import { describe, expect, test } from "vitest";
import { decode } from "../../src/response/decode.ts";
import { ResponseHead } from "../../src/response/head.ts";
import { Redaction } from "../../src/response/redaction.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "latin1"));

const headOf = (headers: Record<string, string>): ResponseHead => new ResponseHead(new Response(null, { headers }));

const read = (body: string, headers: Record<string, string>): unknown => decode(bytesOf(body), headOf(headers));

describe("a response is read as its media type says", () => {
  test.each(["application/json", "application/problem+json", "text/json"])("%s as a value", (type) => {
    expect(read('{"a":1}', { "content-type": type })).toEqual({ a: 1 });
  });

  test.each([
    "text/plain",
    "text/csv; header=present",
    "application/xml",
    "image/svg+xml",
    "application/x-ndjson",
    "application/x-www-form-urlencoded",
  ])("%s as text", (type) => {
    expect(read("1", { "content-type": type })).toBe("1");
  });

  test.each([
    "application/octet-stream",
    "application/json-seq",
    "application/xml-dtd",
    "application/foxml",
    "application/ndjson-gzip",
    "application/urlencoded-archive",
    "x-text/plain",
    "image/png",
  ])("%s as bytes, which know their type", (type) => {
    const blob = read("1", { "content-type": type });
    expect(blob).toBeInstanceOf(Blob);
    expect((blob as Blob).type).toBe(type);
  });

  test("bytes that hold a secret are not given out", () => {
    const redaction = new Redaction(["s3cret"]);
    const head = headOf({ "content-type": "application/octet-stream" });
    expect(decode(bytesOf("public"), head, redaction)).toBeInstanceOf(Blob);
    expect(() => decode(bytesOf("a s3cret"), head, redaction)).toThrow();
  });
});

describe("the charset", () => {
  test.each([
    ["text/plain", "ü"],
    ["text/plain; charset=utf8", "ü"],
    ["text/plain; charset=us-ascii", "Ã¼"],
    ["text/plain;charset=iso-8859-1", "Ã¼"],
    ["text/plain; charset = latin1", "Ã¼"],
    ['text/plain; format=flowed;\t charset="ISO-8859-1" ; a=b', "Ã¼"],
    ["text/plain; x-charset=iso-8859-1", "ü"],
  ])("of %s is understood", (type, expected) => {
    expect(read("\xc3\xbc", { "content-type": type })).toBe(expected);
  });

  test.each(["iso-8859-15", "unicode-1-1-utf-8", "utf-16le", "windows-1251"])("%s is not guessed at", (charset) => {
    expect(() => read("a", { "content-type": `text/plain; charset=${charset}` })).toThrow();
  });

  test.each(["text/plain", "text/plain; charset=utf-8", "text/plain; charset=utf8"])(
    "bytes that are none of it are not replaced: %s",
    (type) => {
      expect(() => read("\xff", { "content-type": type })).toThrow();
    },
  );
});

describe("a content coding", () => {
  test.each(["", "gzip", "x-gzip", "Deflate", "br", "zstd", "identity", "gzip, br"])(
    "that fetch undoes: %o",
    (coding) => {
      expect(read("1", { "content-type": "text/plain", "content-encoding": coding })).toBe("1");
    },
  );

  test.each(["compress", "gzip2", "not-gzip", "gzip, aes128gcm", "aes128gcm, gzip"])(
    "that it passes on: %s",
    (coding) => {
      expect(() => read("1", { "content-type": "text/plain", "content-encoding": coding })).toThrow();
    },
  );
});
