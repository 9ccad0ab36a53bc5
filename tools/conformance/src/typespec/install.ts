/** Installs the scenarios, in a folder of their own: nobody pays for them who does not run this. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPackages } from "@workshop/config/install-packages";

const FOLDER = join(import.meta.dirname, "../../.installed/typespec");

/** Exactly these, which fit together. */
const VERSIONS = {
  "@typespec/compiler": "1.16.0",
  "@typespec/events": "0.86.0",
  "@typespec/http": "1.16.0",
  "@typespec/http-specs": "0.1.0-alpha.43",
  "@typespec/json-schema": "1.16.0",
  "@typespec/openapi": "1.16.0",
  "@typespec/openapi3": "1.16.0",
  "@typespec/rest": "0.86.0",
  "@typespec/spec-api": "0.1.0-alpha.17",
  "@typespec/spector": "0.1.0-alpha.29",
  "@typespec/sse": "0.86.0",
  "@typespec/streams": "0.86.0",
  "@typespec/versioning": "0.86.0",
  "@typespec/xml": "0.86.0",
};

/**
 * Installs them unless that is done, from the npm registry.
 *
 * @returns their folder
 * @throws {Error} when npm cannot install them
 */
export async function installScenarios(): Promise<string> {
  await installPackages(VERSIONS, FOLDER);
  for (const { file: path, from, to } of CHANGES) change(join(FOLDER, "node_modules/@typespec", path), from, to);
  return FOLDER;
}

/** What keeps whole folders of scenarios from becoming a document, each as small as it can be. */
const CHANGES = [
  // OpenAPI has no path with a query string: these six scenarios become paths without, and fail.
  { file: "http-specs/specs/routes/main.tsp", from: "?fixed=true{&", to: "{?" },
  // Nor has it a part of a range of statuses.
  { file: "http-specs/specs/response/status-code-range/main.tsp", from: "@minValue(494)", to: "@minValue(400)" },
  // The emitter looks names up in an object, and finds functions for `constructor` and the like.
  {
    file: "openapi3/dist/src/examples.js",
    from: "if (examples.length === 0) {",
    to: "if (!Array.isArray(examples) || examples.length === 0) {",
  },
];

/** @throws {Error} where the text that is to be changed is not there: then it is another version */
function change(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  if (text.includes(to) && !text.includes(from)) return;
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}
