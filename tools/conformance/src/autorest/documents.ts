import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { isObject, type JsonObject } from "@workshop/openapi";
import { suiteIn } from "./install.ts";

/** A document of the suite, in OpenAPI 3.0. */
export interface ConvertedDocument {
  readonly name: string;
  /** Absent where it could not be converted. */
  readonly document?: JsonObject;
  /** Why it could not. */
  readonly problem?: string;
}

interface Converter {
  convertObj(document: JsonObject, options: object): Promise<{ readonly openapi: JsonObject }>;
}

/** Converts the Swagger documents of the suite to OpenAPI 3.0, by `swagger2openapi`. */
export async function convertDocuments(installed: string): Promise<readonly ConvertedDocument[]> {
  const { convertObj } = createRequire(join(installed, "package.json"))("swagger2openapi") as Converter;
  const folder = join(suiteIn(installed), "swagger");
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const converted: ConvertedDocument[] = [];
  for (const file of names.sort()) {
    const name = basename(file, ".json");
    // Some begin with a mark of their byte order.
    const text = readFileSync(join(folder, file), "utf8").replace(/^\uFEFF/, "");
    const swagger = JSON.parse(text) as JsonObject; // all of them are objects
    // The converter makes an address of each scheme, and fails where a host of parts comes without any.
    if (isObject(swagger["x-ms-parameterized-host"])) swagger.schemes ??= ["http"];
    try {
      const { openapi } = await convertObj(swagger, { patch: true, warnOnly: true, anchors: true });
      converted.push({ name, document: openapi });
    } catch (error) {
      converted.push({ name, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return converted;
}
