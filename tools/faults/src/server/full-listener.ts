import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";

/** It listens with a queue, and then never comes round to accept anybody. */
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: workerData.backlog });
  server.on("listening", () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

let deaf: Promise<number> | undefined;
let full: Promise<number> | undefined;

async function listen(backlog: number): Promise<number> {
  const worker = new Worker(program, { eval: true, workerData: { backlog } });
  const [port] = (await once(worker, "message")) as [number]; // what the program posts
  return port;
}

async function fill(): Promise<number> {
  const port = await listen(1);
  // Two are let into the queue; the kernel drops the others, which go on trying.
  for (let index = 0; index < 4; index++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    if (index < 2) await once(socket, "connect");
  }
  return port;
}

/** A listener whose connections are made by the kernel, and wait; nobody ever looks at them. One for all, until the process ends. */
export async function deafListener(): Promise<string> {
  deaf ??= listen(511);
  return `http://127.0.0.1:${await deaf}`;
}

/** A listener whose queue is full: another connection is never made. One for all, until the process ends. */
export async function fullListener(): Promise<string> {
  full ??= fill();
  return `http://127.0.0.1:${await full}`;
}
