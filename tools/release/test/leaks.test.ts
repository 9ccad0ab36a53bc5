import { expect, test } from "vitest";
import { leaksIn } from "../src/leaks.ts";

const file = (text: string) => [{ path: "dist/index.js", mode: 0o644, content: Buffer.from(text) }];

test("code, documentation and addresses without a password do not leak anything", () => {
  const text =
    'fetch("https://api.example.com/v1/root/{id}");\n// see /v1/tmp/x, the user:password pair, a@b.example\n';
  expect(leaksIn(file(text), "/build/clients")).toEqual([]);
});

test.each([
  ["a private key", "-----BEGIN RSA PRIVATE KEY-----"],
  ["a token of npm, GitHub or AWS", `npm_${"a1".repeat(18)}`],
  ["an address with a password in it", "https://someone:hunter2@example.com/"],
  ["the path of the workspace", 'import "/build/clients/x.js";'],
  ["a path of somebody's machine", 'import "/home/someone/project/file.js";'],
  ["a path of somebody's machine", "file:///project/file.js"],
  ["a reference to a source map that is not shipped", "//# sourceMappingURL=index.js.map"],
  ["a version that only the workspace can resolve", '"@org/core": "workspace:*"'],
])("%s is found, named by file and line, and not repeated", (meaning, text) => {
  expect(leaksIn(file(`first line\n${text}\n`), "/build/clients")).toEqual([`dist/index.js:2: ${meaning}`]);
});
