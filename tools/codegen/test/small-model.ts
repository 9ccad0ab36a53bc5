import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel, type Model } from "@workshop/openapi";

/** The model of a document given as text. */
export function modelOf(text: string, overlay?: string): Model {
  const folder = mkdtempSync(join(tmpdir(), "codegen-test-"));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const document = file("small.yaml", text);
  return loadModel({ document, ...(overlay !== undefined && { overlay: file("overlay.yaml", overlay) }) });
}

/** The model of a document whose one operation takes a JSON body of a schema. */
export function modelWithBody(schema: string): Model {
  return modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      requestBody: { required: true, content: { application/json: { schema: ${schema} } } }
      responses: { "204": { description: done } }
`);
}
