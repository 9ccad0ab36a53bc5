import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Schema } from "../check-of.ts";
import { validate } from "../check-of.ts";
import { schemaFromJson, UnsupportedKeyword } from "./schema-from-json.ts";

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

const suite = join(import.meta.dirname, "suite");

/** Cases that are not followed, on purpose. */
const exceptions: readonly { readonly file: string; readonly cases: RegExp; readonly reason: string }[] = [
  {
    file: "date-time",
    cases: /^a valid.*leap second/,
    reason: "leap seconds: neither Date nor most servers read them",
  },
  { file: "time", cases: /^(a )?valid.*leap second/, reason: "leap seconds: neither Date nor most servers read them" },
  { file: "email", cases: /quoted string|IPv.-address-literal.* is valid/, reason: "email addresses that nobody has" },
  { file: "uri", cases: /IPv4 is structurally valid/, reason: "URLs that the platform's URL parser refuses" },
  {
    file: "uri",
    cases: /^invalid userinfo|brackets are not allowed/,
    reason: "URLs that the platform's URL parser understands",
  },
];

const skipped = new Map<string, number>();
let run = 0;

function skip(reason: string, count = 1): void {
  skipped.set(reason, (skipped.get(reason) ?? 0) + count);
}

function groups(folder: string): (readonly [name: string, groups: readonly Group[]])[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [basename(file, ".json"), JSON.parse(readFileSync(join(folder, file), "utf8"))]);
}

for (const [file, list] of [...groups(suite), ...groups(join(suite, "format"))]) {
  describe(`the JSON Schema Test Suite's cases for ${file}`, () => {
    for (const group of list) {
      let schema: Schema;
      try {
        schema = schemaFromJson(group.schema);
      } catch (error) {
        if (!(error instanceof UnsupportedKeyword)) throw error;
        skip(`a keyword that the model does not know: ${error.message}`, group.tests.length);
        continue;
      }
      const cases = group.tests.filter(({ description, data, valid }) => {
        const isPunycode = file === "hostname" && !valid && /^xn--/i.test(String(data));
        const exception = isPunycode
          ? "what Punycode stands for is not decoded"
          : exceptions.find((known) => known.file === file && known.cases.test(description))?.reason;
        if (exception) skip(exception);
        return !exception;
      });
      run += cases.length;
      test(`${group.description} (${cases.length})`, () => {
        const accepted = cases.map(({ description, data }) => ({
          description,
          valid: !validate(schema, data, { path: "value", mode: "rule" }).length,
        }));
        expect(accepted).toEqual(cases.map(({ description, valid }) => ({ description, valid })));
      });
    }
  });
}

afterAll(() => {
  const reasons = [...skipped].map(([reason, count]) => `  ${String(count).padStart(4)}  ${reason}`);
  const sum = [...skipped.values()].reduce((total, count) => total + count, 0);
  console.info([`JSON Schema Test Suite: ${run} cases run, ${sum} skipped:`, ...reasons].join("\n"));
});
