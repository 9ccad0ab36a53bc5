import { startPhoenix } from "../src/phoenix-server.ts";

// Starts a server, says where, and does nothing more: to be killed.
const [python = "", stub = ""] = process.argv.slice(2);
const { url } = await startPhoenix(python, { PYTHONPATH: stub }, new AbortController().signal);
console.log(url);
