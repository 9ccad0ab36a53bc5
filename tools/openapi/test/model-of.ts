import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel, type Model } from "@workshop/openapi";
import { afterAll } from "vitest";
import { stringify } from "yaml";

const folder = mkdtempSync(join(tmpdir(), "contract-"));
afterAll(() => rmSync(folder, { recursive: true }));
let documents = 0;

/** A document of one operation, written to a temporary file, for Prism. */
export function documentOf(operation: object, components: object = {}, path = "/thing"): string {
  const file = join(folder, `small${documents++}.yaml`);
  const document = {
    openapi: "3.1.0",
    info: { title: "Small", version: "1" },
    paths: { [path]: { post: { operationId: "doIt", responses: { 204: { description: "Done" } }, ...operation } } },
    components,
  };
  writeFileSync(file, stringify(document));
  return file;
}

/** The model of a document of one operation. */
export function modelOf(operation: object, components: object = {}, path = "/thing"): Model {
  return loadModel({ document: documentOf(operation, components, path) });
}

/** The model of an operation whose body has a schema. */
export function modelOfBody(schema: unknown, schemas: object = {}): Model {
  return modelOf({ requestBody: { required: true, content: { "application/json": { schema } } } }, { schemas });
}
