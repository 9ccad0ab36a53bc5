import { describe, expect, it } from "vitest";
import { formatRecords, parseRecords, type SourceRecord } from "../../../src/document/import/source-records.ts";
import { documentErrorOf } from "./scratch.ts";

const RECORD: SourceRecord = {
  date: "2026-01-31",
  sha256: "0".repeat(64),
  index: "https://docs.example.com/llms.txt",
  title: "Delete a thing",
  document: "/openapi.yaml",
  operation: ["DELETE /things/{id}"],
};

const parse = (record: object) => parseRecords(JSON.stringify({ small: record }, null, 2), "specs/sources.json");

describe("parseRecords", () => {
  it.each<SourceRecord>([
    RECORD,
    { ...RECORD, title: ["Delete a thing", "List things"], operation: ["DELETE /things/{id}", "GET /things"] },
    { ...RECORD, from: "document", source: "the vendor's words" },
    { date: "2026-01-31", sha256: "f".repeat(64), source: "page.md", retrievedFrom: "https://a.example/b" },
  ])("reads what it writes: %j", (record) => {
    const text = formatRecords(new Map([["small", record]]));
    expect(parseRecords(text, "").get("small")).toEqual(record);
    expect(formatRecords(parseRecords(text, ""))).toBe(text);
  });

  it.each<[object, string, string]>([
    [{ infoString: "yaml delete /things/{id}" }, "/small/infoString", "`infoString` is not known here"],
    [{ __proto__: null, constructor: "x" }, "/small/constructor", "`constructor` is not known here"],
    [{ date: "yesterday" }, "/small/date", "`date` is not a day"],
    [{ sha256: "abc" }, "/small/sha256", "`sha256` is not 64 hexadecimal digits"],
    [{ index: "docs.example.com" }, "/small/index", "`index` is not the http(s) address of an index"],
    [{ index: "https://me:hunter2@a.example/llms.txt" }, "/small/index", "`index` is not the http(s) address"],
    [{ title: "" }, "/small/title", "`title` is not a title, or a list of titles"],
    [{ title: [] }, "/small/title", "`title` is not a title, or a list of titles"],
    [{ document: "two words" }, "/small/document", "`document` is not an address or a path"],
    [{ operation: "DELETE /things/{id}" }, "/small/operation", "`operation` is not a list of operations"],
    [{ operation: ["delete /things/{id}"] }, "/small/operation", "`operation` is not a list of operations"],
    [{ operation: ["GET /a", "GET /a"] }, "/small/operation", "each of them once"],
    [{ from: "page" }, "/small/from", '`from` is not "document", or left out'],
    [{ from: "document", document: undefined }, "/small/from", "the record names none"],
    [{ source: "two\nlines" }, "/small/source", "`source` is not one line of text"],
    [{ date: undefined }, "/small", "the record has no `date`"],
    [{ index: undefined }, "/small", "neither an `index` nor a `source`"],
    [{ title: undefined }, "/small", "an `index`, but no `title` to look for in it"],
    [{ operation: undefined }, "/small", "an `index`, but no `operation` to look for in it"],
  ])("refuses %j with its place, its line and what was expected", async (change, pointer, rule) => {
    const error = await documentErrorOf(() => parse({ ...RECORD, ...change }));
    expect(error).toMatchObject({ file: "specs/sources.json", pointer, line: expect.any(Number) });
    expect(error.rule).toContain(rule);
    expect(error.message).not.toContain("hunter2");
  });
});
