import { expect, test } from "vitest";
import { redaction, shownHeaders } from "../../src/answer/redaction.ts";

test("secrets are blotted out wherever they stand, also as a URL has them", () => {
  const blot = redaction(["a/b=", "k3y4"]);
  expect(blot("k3y4 a/b= a%2Fb%3D k3y4k3y4")).toBe("[redacted] [redacted] [redacted] [redacted][redacted]");
});

test("a secret of four characters is blotted out, and a shorter one leaves the text readable", () => {
  expect(redaction(["abc"])("abcd")).toBe("abcd");
  expect(redaction(["abcd"])("abcde")).toBe("[redacted]e");
});

test("headers are shown without cookies and secrets", () => {
  const headers = new Headers([
    ["set-cookie", "sid=1"],
    ["x-echo", "key k3y4"],
    ["x-echo", "again"],
  ]);
  expect([...shownHeaders(headers, redaction(["k3y4"]))]).toEqual([["x-echo", "key [redacted], again"]]);
});
