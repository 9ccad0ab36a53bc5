import { expect, test } from "vitest";
import { ResponseHead } from "../../src/response/head.ts";
import { Redaction } from "../../src/response/redaction.ts";

test("secrets are redacted out wherever they stand, also as a URL has them", () => {
  const redaction = new Redaction(["a/b=", "k3y4"]);
  expect(redaction.redact("k3y4 a/b= a%2Fb%3D k3y4k3y4")).toBe("[redacted] [redacted] [redacted] [redacted][redacted]");
});

test("a secret of four characters is redacted out, and a shorter one leaves the text readable", () => {
  expect(new Redaction(["abc"]).redact("abcd")).toBe("abcd");
  expect(new Redaction(["abcd"]).redact("abcde")).toBe("[redacted]e");
});

test("headers are shown without cookies and secrets", () => {
  const headers = new Headers([
    ["set-cookie", "sid=1"],
    ["x-echo", "key k3y4"],
    ["x-echo", "again"],
    ["x-k3y4", "1"],
  ]);
  const head = new ResponseHead({ status: 200, headers, body: null });
  expect([...head.copy(new Redaction(["k3y4"]))]).toEqual([["x-echo", "key [redacted], again"]]);
});

test("a secret within another leaves nothing of the longer one", () => {
  expect(new Redaction(["abcd", "abcdefgh"]).redact("x abcdefgh abcd")).toBe("x [redacted] [redacted]");
});

test.each([
  ["in a URL of ours", "a!b(c)", "a%21b%28c%29"],
  ["in a URL of another writer", "a/b=c", "a/b%3Dc"],
  ["in a URL with small letters", "a/b=c", "a%2fb%3dc"],
  ["in a URL, beyond ASCII", "pässwörd", "p%C3%A4ssw%c3%b6rd"],
  ["in a URL, right behind ASCII", "pass\x80word", "pass%C2%80word"],
  ["in a quotation", 'a"b\\c', 'a\\"b\\\\c'],
  ["in letters of another case", "Hunter22", "hunter22"],
  ["in a text that was cut short", "k".repeat(300), "k".repeat(200)],
])("a secret is redacted out %s", (_where, secret, shown) => {
  expect(new Redaction([secret]).redact(`x ${shown} "y"`)).toBe('x [redacted] "y"');
});

test("where there are no secrets, nothing is redacted out", () => {
  expect(new Redaction([]).redact("")).toBe("");
  expect(new Redaction(["abc"]).redact("a $. b")).toBe("a $. b");
});

test("a secret with half a surrogate pair, which nothing can send, is redacted out like any other", () => {
  expect(new Redaction(["ab\ud800!d"]).redact("ab\ud800!d")).toBe("[redacted]");
});
