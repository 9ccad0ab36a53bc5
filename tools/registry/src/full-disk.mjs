// Loaded into a process by NODE_OPTIONS: what is written to a path that contains FULL_DISK fails as it does on a disk
// that is full, after the file was made.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const full = process.env.FULL_DISK ?? "";

/** What was opened, by its descriptor: files are also written through one. */
const opened = new Map();
const { openSync } = fs;
fs.openSync = (...args) => {
  const descriptor = openSync(...args);
  opened.set(descriptor, args[0]);
  return descriptor;
};

/** @param {unknown} target a path, or a descriptor */
function refuse(target) {
  const path = opened.get(target) ?? target;
  if (full === "" || !String(path).includes(full)) return;
  throw Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: "ENOSPC", errno: -28 });
}

for (const [name, target] of /** @type {const} */ ([
  ["writeFileSync", 0],
  ["copyFileSync", 1],
])) {
  const original = fs[name];
  fs[name] = (/** @type {any[]} */ ...args) => {
    refuse(args[target]);
    return original(...args);
  };
}
const { writeFile } = fs.promises;
fs.promises.writeFile = async (...args) => {
  refuse(args[0]);
  return await writeFile(...args);
};
syncBuiltinESMExports();
