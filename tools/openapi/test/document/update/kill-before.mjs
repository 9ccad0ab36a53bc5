// Loaded before the command: kills it just before the call that KILL_BEFORE names, such as `renameSync 2`.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [name, nth] = process.env.KILL_BEFORE.split(" ");
const original = fs[name];
let calls = 0;
fs[name] = (...words) => {
  calls += 1;
  if (calls === Number(nth)) process.kill(process.pid, "SIGKILL");
  return original(...words);
};
syncBuiltinESMExports();
