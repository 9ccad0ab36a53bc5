import { gzipSync } from "node:zlib";
import { platforms } from "../platform-operations.ts";
import type { Fault } from "./fault.ts";
import { respond } from "./respond.ts";

const reason = "the-reason-why";
const bombSize = 200_000_000;
let bomb: Buffer | undefined;

/** Servers, and what stands before them, that respond with something else than the document says. */
export const responses: readonly Fault[] = [
  { title: "500 with an empty body", failureStatus: 500, respond: (exchange) => respond(exchange, 500) },
  {
    title: "422 that gives a reason",
    failureStatus: 422,
    respond: (exchange) => respond(exchange, 422, { detail: reason, error: reason }),
    remark: ({ errorText }) => (errorText.includes(reason) ? undefined : "the reason is lost"),
  },
  {
    title: "200 with an HTML page",
    respond: ({ response }) => response.writeHead(200, { "content-type": "text/html" }).end("<html>log in</html>"),
  },
  {
    title: "200 with an empty body",
    respond: ({ response }) =>
      response.writeHead(200, { "content-type": "application/json", "content-length": "0" }).end(),
  },
  {
    title: "200 with JSON that breaks off",
    respond: ({ response }) => response.writeHead(200, { "content-type": "application/json" }).end('{"success": tr'),
  },
  { title: "200 with JSON of another shape", respond: (exchange) => respond(exchange, 200, ["queued"]) },
  {
    title: "204 where a body is declared",
    platforms: platforms.filter((platform) => platform !== "Phoenix"),
    respond: (exchange) => respond(exchange, 204),
  },
  {
    title: "200 with `success: false`",
    platforms: ["Edge Impulse"],
    respond: (exchange) => respond(exchange, 200, { success: false, error: reason }),
    remark: ({ errorText }) => (errorText === "" || errorText.includes(reason) ? undefined : "the reason is lost"),
  },
  {
    title: "200 with the integer 9007199254740993",
    platforms: ["Edge Impulse", "LangSmith"],
    respond: ({ response, operation }) => {
      const body = Object(operation.success.body);
      const text = JSON.stringify({ ...body, ["count" in body ? "count" : "id"]: 0 });
      response.writeHead(200, { "content-type": "application/json" }).end(text.replace(":0", ":9007199254740993"));
    },
  },
  {
    title: "200 with a gzip bomb of 200 MB",
    respond: ({ response, operation }) => {
      bomb ??= gzipSync(Buffer.alloc(bombSize, " "), { level: 9 });
      // Two streams of gzip, one after the other, are one: blanks, and then what is expected.
      const body = Buffer.concat([bomb, gzipSync(JSON.stringify(operation.success.body ?? {}))]);
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(body);
    },
    remark: ({ memory }) => (memory > bombSize * 0.8 ? "takes in all of it" : undefined),
  },
  {
    title: "200 that says gzip and is not",
    respond: ({ response, operation }) =>
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(JSON.stringify(operation.success.body ?? {})),
  },
];
