import { expect, test } from "vitest";
import { unguarded } from "../src/checks/workflows.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const good = `on: push
permissions: {}
concurrency: { group: x }
jobs:
  one:
    timeout-minutes: 5
    permissions: {}
    steps:
      - uses: actions/checkout@${COMMIT} # v1.2.3
        with: { persist-credentials: false }
      - uses: ./.github/actions/own
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.issue.title }}
`;

test("a workflow that pins, asks for nothing more, and ends is fine", () => {
  expect(unguarded("w.yml", good)).toEqual([]);
});

test.each([
  [`@${COMMIT} # v1.2.3`, "@v1 # v1.2.3", "w.yml:9: an action is pinned by its full commit"],
  [`@${COMMIT} # v1.2.3`, `@${COMMIT}`, "w.yml:9: an action is pinned by its full commit"],
  [`@${COMMIT}`, `@${COMMIT.slice(1)}`, "w.yml:9: an action is pinned by its full commit"],
  ["{ persist-credentials: false }", "{ persist-credentials: true }", "w.yml:9: a checkout does not leave its token"],
  ["{ persist-credentials: false }", "{ fetch-depth: 0 }", "w.yml:9: a checkout does not leave its token"],
  ['echo "$TITLE"', `echo \${{ github.event.issue.title }}`, "w.yml:12: an expression within a script"],
  ["permissions: {}\nconcurrency", "permissions: { contents: read }\nconcurrency", "w.yml:2: a workflow begins with"],
  ["permissions: {}\nconcurrency", "concurrency", "w.yml:1: a workflow begins with"],
  ["concurrency: { group: x }\n", "", "w.yml:1: a workflow has a concurrency group"],
  ["    timeout-minutes: 5\n", "", "w.yml:5: a job has timeout-minutes of its own"],
  ["    permissions: {}\n    steps", "    steps", "w.yml:5: a job has permissions of its own"],
  ["on: push", "on: &a push\nname: *a", "w.yml:2: aliases hide what is run"],
])("what a workflow leaves open is named with its line: %j becoming %j", (from, to, problem) => {
  expect(good).toContain(from);
  const problems = unguarded("w.yml", good.replace(from, to));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test("what is no workflow at all is said to be none", () => {
  expect(unguarded("w.yml", "- x\n")).toEqual(["w.yml:1: this is no workflow"]);
});
