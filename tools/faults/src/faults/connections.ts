import { type Fault, unknown } from "../fault.ts";
import type { Behaviour } from "../server/loopback.ts";
import { head, write } from "../server/write.ts";

const group = "connection";
const broken = unknown("connection");

function breaks(name: string, serve: Behaviour): Fault {
  return { name, group, expected: broken, serve: () => serve };
}

/** The request has arrived, and the connection goes before there is a whole head. */
export const connectionFaults: readonly Fault[] = [
  breaks("reset before the response", ({ socket }) => socket.resetAndDestroy()),
  breaks("closed before the response", ({ socket }) => void socket.end()),
  breaks("destroyed before the response", ({ socket }) => socket.destroy()),
  breaks("reset in the status line", write("HTTP/1.1 2", "reset")),
  breaks("closed in the status line", write("HTTP/1.1 2", "close")),
  breaks("reset in the head", write("HTTP/1.1 200 OK\r\ncontent-ty", "reset")),
  breaks("closed in the head", write("HTTP/1.1 200 OK\r\ncontent-ty", "close")),
  breaks("closed before the blank line", write(head(200).slice(0, -2), "close")),
  breaks("closed after an interim response", write(head(103), "close")),
  breaks("closed after a switch to another protocol", write(head(101, "upgrade: x", "connection: upgrade"), "close")),
  breaks("reset after an interim response", write(head(103), "reset")),
  {
    name: "closed as soon as it is open",
    group,
    expected: { ...broken, deliveries: 0 },
    accept: () => (socket) => void socket.end(),
  },
  {
    name: "reset while the request arrives",
    group,
    expected: { ...broken, deliveries: 0 },
    accept: () => (socket) => {
      socket.once("data", () => socket.resetAndDestroy());
    },
  },
];
