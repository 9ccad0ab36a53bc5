// Loaded before the example: kills it at the step that KILL_AT names, `<number> <before|half|after>`, as `kill -9` does.
// A step is a line written to the journal, its way to the disk, or a request. Without KILL_AT it counts them.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [nth, when] = (process.env.KILL_AT ?? "0 never").split(" ");
let steps = 0;

const die = () => process.kill(process.pid, "SIGKILL");

/** Whether this is the step at which to die. */
const isDue = () => {
  steps += 1;
  return steps === Number(nth);
};

const { writeSync, fsyncSync } = fs;
fs.writeSync = (file, text) => {
  const due = isDue();
  if (due && when === "before") die();
  if (due && when === "half") {
    writeSync(file, text.slice(0, text.length / 2));
    die();
  }
  const written = writeSync(file, text);
  if (due) die();
  return written;
};
fs.fsyncSync = (file) => {
  const due = isDue();
  if (due && when !== "after") die();
  fsyncSync(file);
  if (due) die();
};
syncBuiltinESMExports();

const { fetch } = globalThis;
globalThis.fetch = async (...words) => {
  const due = isDue();
  if (due && when === "before") die();
  const response = await fetch(...words);
  // The response has arrived, and the program does not know it yet.
  if (due && when === "half") die();
  if (due) {
    await response.clone().arrayBuffer();
    die();
  }
  return response;
};

process.on("exit", () => {
  if (process.env.KILL_AT === undefined) console.log(`steps: ${steps}`);
});
