import { type Expected, type Fault, refused, resolved, unknown, type Way } from "../fault.ts";
import { declaredResponse, head, response, write } from "../server/write.ts";
import type { Subject } from "../subject.ts";

/** Responses that have no body, whatever their head says (RFC 9110, 6.4.1). */
const BODYLESS = new Set([204, 205, 304]);

function expectedOf(status: number, subject: Subject, way: Way): Expected {
  if (status === subject.success.status) return resolved();
  if (status === 100) return unknown("connection"); // undici takes a 100 to a request without Expect for an attack
  // Nobody asked for another protocol. The `fetch` of Node up to 22 would read the response behind it all the same, but for
  // the undici that `./node` brings along: it sets the dispatcher of the whole process.
  if (status === 101) return unknown("connection");
  if (status < 200) return resolved(); // an interim response, and then the real one
  if (status < 300) return unknown("undeclared", status);
  if (status < 400) return unknown("redirect", status);
  if (way === "node") return refused(status);
  if (status === 407) return unknown("connection"); // fetch makes it an error of the network: it could be any proxy's
  // By the standard of fetch a request that was misdirected is sent once more, on another connection.
  if (status === 421) return { ...refused(status, 2), unseen: 1 };
  return refused(status);
}

/** Each status that HTTP allows, with the body of the declared success: only the status tells that it is none. */
export const statusFaults: readonly Fault[] = Array.from({ length: 500 }, (_, index) => {
  const status = 100 + index;
  return {
    name: `status ${status}`,
    group: "status",
    expected: (subject, way) => expectedOf(status, subject, way),
    serve: ({ subject }) => {
      const { mediaType, body } = subject.success;
      const fields = mediaType ? [`content-type: ${mediaType}`] : [];
      if (status < 200) return write(Buffer.concat([Buffer.from(head(status)), declaredResponse(subject.success)]));
      if (BODYLESS.has(status)) return write(head(status, ...fields, ...(status === 205 ? ["content-length: 0"] : [])));
      return write(response(status, body, ...fields));
    },
  } satisfies Fault;
});
