import { describe, expect, test } from "vitest";
import { mayBacktrack, regularExpression } from "../../src/model/patterns.ts";

describe("a pattern that is no ECMAScript, or not on every runtime, is none", () => {
  test.each([
    "(?i)abc",
    "^(?i)abc$",
    "(?P<y>\\d+)",
    "a++",
    "a*+",
    "\\Aabc",
    "abc\\Z",
    "abc\\z",
    "[[:alpha:]]+",
    "[[:alpha:]",
    "[a-z&&[^b]]",
    "\\h+",
    "\\Qa.b\\E",
    "(?>a)",
    "(?#comment)a",
    "(?i:abc)",
    "(?-i:abc)",
    "(?<y>a)|(?<y>b)",
    "(?'y'a)",
    "\\pL",
    "(",
    "[z-a]",
    "*",
  ])("%s", (pattern) => {
    expect(regularExpression(pattern)).toBeUndefined();
  });
});

test.each([
  ["^[^/?#]+$", "u"],
  ["^\\p{L}+$", "u"],
  ["^(?<y>\\d+)$", "u"],
  ["^(?:a|b)(?=c)(?!d)(?<=e)(?<!f)$", "u"],
  ["^[\\w\\-\\.]+$", "u"],
  // As browsers read them, where `u` is too strict and no other language means anything else.
  ["^\\@\\_$", ""],
  ["^{.*}$", ""],
  ["a{2", ""],
  ["\\\\Abc", "u"],
  ["[\\[a]", "u"],
])("%s is one, with the flags '%s'", (pattern, flags) => {
  expect(regularExpression(pattern)).toEqual(new RegExp(pattern, flags));
});

describe("a pattern that can keep an engine busy for ever is told from others", () => {
  test.each([
    "(a+)+$",
    "^(a|a)*$",
    "^(\\w+\\s?)*$",
    "(.*a){10,}",
    "((a|b)c*)+",
    "(a?)*b",
    "^(([a-z])+.)+$",
    "(?:a+)+",
    "(?<n>a*)*",
    "(a{1,5})+",
  ])("%s", (pattern) => {
    expect(mayBacktrack(pattern)).toBe(true);
  });

  test.each([
    "^[^/?#]+$",
    "^[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}$",
    "^(a|b)$",
    "^(ab)+$",
    "a+b+",
    "^([a+*?|]x)+$",
    "^(\\(\\+)+$",
    "^(a+)?$",
    "^(?:\\d{3}-)*$",
  ])("%s", (pattern) => {
    expect(mayBacktrack(pattern)).toBe(false);
  });
});
