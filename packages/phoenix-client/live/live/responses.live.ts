import { expect, test } from "vitest";
import { describeLive } from "../src/describe-live.ts";
import { PhoenixApi } from "../src/phoenix-api.ts";

/** A project that cannot exist: nothing that is sent here could delete anything. */
const PATH = "/v1/projects/no-such-project-ccf1b7c6/trace_annotations";

// docs/server.md: what a real server answers otherwise than its document says. A test that fails here is a deviation
// that was mended.
describeLive("responses that deviate from the document", (live) => {
  const responseTo = (query: string) => new PhoenixApi(live().open).raw("DELETE", `${PATH}?${query}`);

  test("422 is JSON where a parameter is wrong by itself, although the document has text alone", async () => {
    const response = await responseTo("delete_all=true&name=");
    expect([response.status, response.headers.get("content-type")]).toEqual([422, "application/json"]);
    expect(JSON.parse(response.text)).toMatchObject({ detail: [{ loc: ["query", "name"] }] });
  });

  test("422 is text, as the document says, where the request is unbounded", async () => {
    const response = await responseTo("name=toxicity");
    expect([response.status, response.headers.get("content-type")]).toEqual([422, "text/plain; charset=utf-8"]);
  });

  test("401 comes from a server with authentication, although the document does not have it", async () => {
    const response = await new PhoenixApi(live().guarded.url).raw("DELETE", `${PATH}?delete_all=true`);
    expect([response.status, response.headers.get("content-type")]).toEqual([401, "text/plain; charset=utf-8"]);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
  });

  test.each(["start_time=0&end_time=1", "start_time=2026-01-01&end_time=2026-01-02"])(
    "times that are no date-times are taken for some: %s",
    async (query) => {
      // Not 422: the project is looked for, and would have been deleted from.
      expect((await responseTo(query)).status).toBe(404);
    },
  );

  test.each(["delete_all=yes", "delete_all=1", "delete_all=ON"])(
    "words beside true are taken for it: %s",
    async (query) => {
      expect((await responseTo(query)).status).toBe(404);
    },
  );

  test("a misspelt filter is ignored, so that the call is wider than it was meant", async () => {
    expect((await responseTo("delete_all=true&annotater_kind=LLM")).status).toBe(404);
  });
});
