import { join } from "node:path";
import { listPlatforms } from "@workshop/openapi";
import { describe, expect, test } from "vitest";
import { makeSubject } from "../src/make-subject.ts";
import { type Client, type Errors, remove, type Verdict } from "../src/readme-program.ts";
import type { Subject } from "../src/subject.ts";

const root = join(import.meta.dirname, "../../..");

interface Fake {
  readonly fetch: unknown;
  readonly requests: readonly { readonly wasCarriedOut: boolean }[];
  respond(operation: string, ...scripts: readonly object[]): void;
}

const page = { undeclared: true, body: "<html>log in</html>", headers: { "content-type": "text/html" } };
const text = { undeclared: true, body: "no", headers: { "content-type": "text/plain" } };

/** What happens, and what a user has to be told. */
const FAULTS: readonly (readonly [name: string, script: object, verdict: Verdict])[] = [
  ["the name is not found", { fault: "dns" }, "not done"],
  ["nobody listens", { fault: "refused" }, "not done"],
  ["the connection breaks before anything is done", { fault: "reset" }, "find out"],
  ["the response is lost", { fault: "lost response" }, "find out"],
  ["the connection breaks in the response", { fault: "cut" }, "find out"],
  ["there is no response in time", { fault: "timeout" }, "find out"],
  ["it is redirected", { fault: "redirect" }, "find out"],
  ["400", { ...text, status: 400 }, "not done"],
  ["401", { ...text, status: 401 }, "not done"],
  ["403", { ...text, status: 403 }, "not done"],
  ["404", { ...text, status: 404 }, "not done"],
  ["409", { ...text, status: 409 }, "not done"],
  ["422", { ...text, status: 422 }, "not done"],
  ["429", { ...text, status: 429 }, "not done"],
  ["408", { ...text, status: 408 }, "find out"],
  ["500", { ...text, status: 500 }, "find out"],
  ["502 with a page", { ...page, status: 502 }, "find out"],
  ["503", { ...text, status: 503 }, "find out"],
  ["504", { ...text, status: 504 }, "find out"],
  ["200 with a page", { ...page, status: 200 }, "find out"],
  ["200 with other JSON", { undeclared: true, status: 200, body: ["queued"] }, "find out"],
  ["201, which nobody has declared", { undeclared: true, status: 201, body: {} }, "find out"],
];

describe.each(listPlatforms(root).map((platform) => makeSubject(root, platform)))(
  "a program written from the README, on $platform",
  (subject: Subject) => {
    async function scene(script: object): Promise<{ verdict: Verdict; fake: Fake }> {
      const index = (await import(subject.entry)) as Errors & Record<string, (options: object) => Client>;
      const testing = (await import(new URL("testing.js", subject.entry).href)) as Record<string, () => Fake>;
      const fake = testing[subject.factory.replace(/Client$/, "Fake")]?.() as Fake; // the entry point ./testing
      fake.respond(subject.operation, script);
      const options = {
        baseUrl: "https://platform.test",
        auth: subject.auth,
        fetch: fake.fetch,
        timeout: 200,
        retry: false,
      };
      const client = index[subject.factory]?.(options);
      const args = subject.input === undefined ? [subject.options] : [subject.input, subject.options];
      return { verdict: await remove(async () => client?.[subject.operation]?.(...args), index), fake };
    }

    test("says done where it was", async () => {
      const { status, body, mediaType } = subject.success;
      const { verdict, fake } = await scene({ status, ...(mediaType && { body: JSON.parse(body) }) });
      expect(verdict).toBe("done");
      expect(fake.requests.map(({ wasCarriedOut }) => wasCarriedOut)).toEqual([true]);
    });

    test.each(FAULTS)("tells right from wrong: %s", async (_name, script, wanted) => {
      const { verdict, fake } = await scene(script);
      expect(verdict).toBe(wanted);
      // Whatever was carried out is never called undone.
      const wasCarriedOut = fake.requests.some((request) => request.wasCarriedOut);
      if (verdict === "not done") expect(wasCarriedOut).toBe(false);
    });
  },
);
