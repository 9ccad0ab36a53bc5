import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import type { InputSchema } from "./input-schema.ts";

/** Compiles schemas into one module, with a validator exported for each, as Ajv does it without `eval` at run time. */
export function ajvModule(schemas: readonly InputSchema[]): string {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, code: { source: true, esm: true } });
  addFormats.default(ajv);
  schemas.forEach((schema, index) => {
    ajv.addSchema(schema, `operation${index}`);
  });
  const exported = Object.fromEntries(schemas.map((_, index) => [`operation${index}`, `operation${index}`]));
  return standaloneCode.default(ajv, exported);
}
