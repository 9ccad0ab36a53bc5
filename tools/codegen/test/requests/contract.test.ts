import { describe, expect, test } from "vitest";
import { clientOf, documentOfCase } from "./client-of.ts";
import { type Change, contractOf } from "./contract-of.ts";

const WRONG: readonly (readonly [name: string, words: string, change: Change])[] = [
  [
    "16-operation-server",
    "goes to the document's server",
    (url, init) => [url.replace("/server-of-its-own-1", ""), init],
  ],
  ["17-relative-server", "leaves the path of the server out", (url, init) => [url.replace("/api/v1", ""), init]],
];

describe("the contract suite of a generated client", () => {
  test.each([...new Set(WRONG.map(([name]) => name))])(
    "passes: %s",
    async (name) => {
      const { client } = await clientOf(documentOfCase(name));
      const { cases, failures } = await contractOf(client);
      expect(failures).toEqual([]);
      expect(cases.length).toBeGreaterThan(0);
    },
    60_000,
  );

  test.each(WRONG)(
    "of %s fails a client that %s",
    async (name, _words, change) => {
      const { client } = await clientOf(documentOfCase(name));
      const { failures } = await contractOf(client, change);
      expect(failures).not.toEqual([]);
    },
    60_000,
  );
});
