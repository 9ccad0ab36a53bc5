// LANGSMITH_API_KEY=... node batches/main.ts ids.txt: deletes the examples that a file names, an id on each line. What was
// not done stays in the file, so that it can be run again; what may have been done goes to <file>.unknown, to be looked at.
import { readFileSync, writeFileSync } from "node:fs";
import { createLangSmithClient, isInvalidRequestError } from "@org/langsmith-client";
import { deleteExamples } from "./delete-examples.ts";

const [file] = process.argv.slice(2);
const { LANGSMITH_API_KEY: apiKey, LANGSMITH_URL: baseUrl } = process.env;
if (file === undefined || apiKey === undefined) {
  console.error("Usage: LANGSMITH_API_KEY=... [LANGSMITH_URL=...] node batches/main.ts <file with an id on each line>");
  process.exit(2);
}

const ids = readFileSync(file, "utf8").split("\n").filter(Boolean);
const client = createLangSmithClient({ auth: { apiKey }, ...(baseUrl !== undefined && { baseUrl }) });
const controller = new AbortController();
process.once("SIGINT", () => controller.abort());

try {
  const result = await deleteExamples(client, ids, controller.signal, (done) => {
    console.error(`${done} of ${ids.length}`);
  });
  writeFileSync(file, [...result.failed, ...result.notDone].map((id) => `${id}\n`).join(""));
  if (result.unknown.length > 0) writeFileSync(`${file}.unknown`, result.unknown.map((id) => `${id}\n`).join(""));
  const { done, failed, unknown, notDone, error } = result;
  console.log(`${done.length} done, ${failed.length} refused, ${unknown.length} unknown, ${notDone.length} not done`);
  if (error !== undefined) console.error(error.message);
  process.exitCode = error === undefined ? 0 : 1;
} catch (error) {
  if (!isInvalidRequestError(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
