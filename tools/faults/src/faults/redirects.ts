import { type Fault, unknown } from "../fault.ts";
import { Loopback, type Site } from "../server/loopback.ts";
import { declaredResponse, response, write } from "../server/write.ts";
import { SECRET } from "../subject.ts";

const group = "redirect";

/** To another origin: it would answer with a success, and see the credentials, if somebody came. */
function away(status: number): Fault {
  return {
    name: `redirect ${status} to another origin`,
    group,
    expected: unknown("redirect", status),
    serve:
      (stage) =>
      async ({ socket }) => {
        const loopback = await Loopback.start();
        const other = loopback.open(write(declaredResponse(stage.subject.success)));
        stage.onEnd(() => loopback.stop());
        stage.notes.set("other", other);
        socket.write(response(status, "", `location: ${other.url}/steal?key=${SECRET}`));
      },
    check: ({ notes }) => {
      const { heads } = notes.get("other") as Site; // it is put there before the response
      return heads.length ? ["the other origin was asked"] : [];
    },
  };
}

function to(what: string, status: number, location: string): Fault {
  return {
    name: `redirect ${status} to ${what}`,
    group,
    expected: unknown("redirect", status),
    serve:
      () =>
      ({ socket, head }) =>
        socket.write(response(status, "", `location: ${location === "/" ? head.split(" ")[1] : location}`)),
  };
}

const kinds = [301, 302, 303, 307, 308];

/** Redirects are never followed. */
export const redirectFaults: readonly Fault[] = [
  ...kinds.map(away),
  ...kinds.map((status) => to("itself", status, "/")),
  ...kinds.map((status) => to("a relative path", status, "../x")),
  to("nowhere", 307, ""),
  to("rubbish", 308, "http://[::"),
  to("a URL with credentials", 307, `http://u:${SECRET}@127.0.0.1:9/`),
  to("a data URL", 302, "data:application/json,{}"),
  to("a file", 302, "file:///etc/hostname"),
  to("a script", 302, "javascript:alert(1)"),
];
