import { DocumentError } from "../document/document-error.ts";
import { holdsBigints } from "./bigints.ts";
import { contentOfResponse, isBodiless, isSuccess } from "./responses.ts";
import type { Model, Operation, Source } from "./types.ts";

/**
 * Refuses what can be read, and no client can do.
 *
 * @throws {DocumentError} for the first such thing.
 */
export function refuseUnusable(model: Model): void {
  for (const operation of model.operations) {
    refuseBigintsWithRules(model, operation);
    refuseStreamedPages(model, operation);
    for (const media of operation.responses.flatMap(({ content }) => content)) {
      const { kind, schema } = contentOfResponse(model, media);
      if (kind === "value" || !holdsBigints(model, schema)) continue;
      const where = `a ${kind === "items" ? "stream" : "response"} as ${media.mediaType}`;
      refuseBigints(media.source, where, "it is read for a response of JSON alone");
    }
  }
}

function refuseBigintsWithRules(model: Model, operation: Operation): void {
  const { parameters, requestBody, unbounded, retry, inputRules, source } = operation;
  if (unbounded === undefined && retry?.when === undefined && inputRules.length === 0) return;
  const inputs = [...parameters, ...(requestBody?.content ?? [])];
  if (inputs.some(({ schema }) => holdsBigints(model, schema)))
    refuseBigints(source, "the input of an operation with rules", "rules compare numbers");
}

function refuseBigints(source: Source, where: string, why: string): never {
  throw new DocumentError(source, `\`x-bigint\` in ${where} is not supported: ${why}`, "leave `x-bigint` out there");
}

function refuseStreamedPages(model: Model, operation: Operation): void {
  if (operation.pagination === undefined) return;
  const streams = operation.responses
    .filter((response) => isSuccess(operation, response) && !isBodiless(operation, response))
    .flatMap(({ content }) => content)
    .filter((media) => ["bytes", "items"].includes(contentOfResponse(model, media).kind));
  if (streams.length === 0) return;
  const rule = "what comes as a stream does not come in pages";
  throw new DocumentError(operation.pagination.source, rule, "leave `x-pagination` out");
}
