/** A server of bytes that does to each request what its path says, and writes down what arrived. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { refusingAddress } from "@workshop/config/loopback-ports";
import { forEachRequest } from "@workshop/faults/loopback";
import type { GivenResponse, Subject } from "@workshop/faults/subject";
import { CASES, pathOf } from "./core/cases.ts";

export interface Arrival {
  /** The case's path. */
  readonly site: string;
  readonly platform: string;
  readonly head: string;
}

export interface LoopbackServer {
  readonly url: string;
  /** Where nobody listens. */
  readonly closedUrl: string;
  readonly arrivals: Arrival[];
  /** The program that the page loads. */
  program: string;
  stop(): void;
}

const head = (status: number, length: number, ...fields: readonly string[]): string =>
  `HTTP/1.1 ${[`${status} Text`, `content-length: ${length}`, ...fields].join("\r\n")}\r\n\r\n`;

const response = (status: number, body: Buffer | string, ...fields: readonly string[]): Buffer =>
  Buffer.concat([Buffer.from(head(status, Buffer.byteLength(body), ...fields)), Buffer.from(body)]);

const declared = ({ status, mediaType, body }: GivenResponse): Buffer =>
  status === 204 ? Buffer.from("HTTP/1.1 204 Text\r\n\r\n") : response(status, body, `content-type: ${mediaType}`);

const sites = Object.fromEntries(CASES.map(({ name }) => [pathOf(name), name]));

/** A page of the platform's own host, whose user is logged in. */
const PAGE = '<!doctype html><meta charset="utf-8"><title>logged in</title>';

export async function startServer(subjects: readonly Subject[]): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const arrivals: Arrival[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    forEachRequest(socket, (head) => react(socket, head));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const loopback: LoopbackServer = { url, closedUrl: `http://${await refusingAddress()}`, arrivals, program: "", stop };

  function stop(): void {
    for (const socket of sockets) socket.destroy();
    server.close();
  }

  function react(socket: Socket, text: string): void {
    const path = text.split(" ")[1] ?? "";
    if (path === "/page") {
      socket.write(
        response(
          200,
          PAGE,
          "content-type: text/html",
          "set-cookie: jwt=ambient; path=/",
          "set-cookie: session=ambient; path=/",
        ),
      );
      return;
    }
    if (path === "/program.mjs") {
      socket.write(response(200, readFileSync(loopback.program), "content-type: text/javascript"));
      return;
    }
    const [, site = "", platform = ""] = path.split("/");
    const before = arrivals.filter((one) => one.site === site && one.platform === platform).length;
    arrivals.push({ site, platform, head: text });
    const subject = subjects.find((one) => one.platform === platform);
    serve(
      socket,
      sites[site] ?? site,
      subject?.success ?? { status: 200, mediaType: "application/json", body: "{}" },
      before,
    );
  }
  return loopback;
}

function serve(socket: Socket, name: string, success: GivenResponse, before: number): void {
  const json = "content-type: application/json";
  switch (name) {
    case "success, packed with gzip":
      socket.write(
        success.status === 204
          ? declared(success)
          : response(
              success.status,
              gzipSync(success.body),
              `content-type: ${success.mediaType}`,
              "content-encoding: gzip",
            ),
      );
      return;
    case "403":
      socket.write(response(403, "no", "content-type: text/plain"));
      return;
    case "502 of a gateway":
      socket.write(response(502, "<html>bad gateway</html>", "content-type: text/html"));
      return;
    case "200 with a page of HTML":
      socket.write(response(200, "<html>log in</html>", "content-type: text/html"));
      return;
    case "302 to another path":
    case "307 to another path":
      socket.write(response(Number(name.slice(0, 3)), "", "location: /stolen/x"));
      return;
    case "more than maxResponseBytes":
      socket.write(response(200, `"${"a".repeat(100_000)}"`, json));
      return;
    case "reset of a kept connection":
      if (before === 0) socket.write(declared(success));
      else socket.resetAndDestroy();
      return;
    case "reset before the response":
      socket.resetAndDestroy();
      return;
    case "reset within the response":
      socket.write(`${head(200, 9_999, json)}{`, () => setTimeout(() => socket.resetAndDestroy(), 200));
      return;
    case "no response in time":
    case "aborted":
      return;
    default:
      socket.write(declared(success));
  }
}
