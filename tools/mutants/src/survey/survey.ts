import type { Model, Parameter } from "@workshop/openapi";
import { type DocumentNode, follow, isNode, lookUp } from "./document-node.ts";
import { SchemaSites } from "./schema-sites.ts";
import type { ParameterSite, SchemaSite, SurveyedOperation } from "./sites.ts";

/** Every place of a document that operators look at. */
export interface Survey {
  readonly bareModel: Model;
  readonly document: DocumentNode;
  readonly operations: readonly SurveyedOperation[];
  readonly parameters: readonly ParameterSite[];
  readonly schemas: readonly SchemaSite[];
}

/**
 * Walks a document as it was published, beside what the client was built from.
 *
 * @param model the document with its overlay
 * @param bareModel the document alone
 */
export function surveyDocument(model: Model, bareModel: Model): Survey {
  // The model's own data: it is copied before anything changes it.
  const document = bareModel.document as DocumentNode;
  const operations = bareModel.operations.flatMap((bare): SurveyedOperation[] => {
    const client = model.operations.find(({ method, path }) => method === bare.method && path === bare.path);
    const item = follow(document, ["paths", bare.path]);
    const node = item?.node[bare.method];
    if (client === undefined || item === undefined || !isNode(node)) return [];
    const label = bareModel.operations.length === 1 ? "" : `${client.name} `;
    return [{ client, bare, label, itemAt: item.at, at: [...item.at, bare.method], node }];
  });
  const parameters = new Map<string, ParameterSite>();
  const schemas = new SchemaSites(document, model.document);
  for (const operation of operations) {
    for (const site of parametersOf(document, operation)) {
      const key = site.at.join("\n");
      const known = parameters.get(key);
      parameters.set(key, known === undefined ? site : { ...known, operations: [...known.operations, operation] });
      schemas.addParameter(operation, site);
    }
    schemas.addBodies(operation);
    schemas.addResponses(operation);
  }
  return { bareModel, document, operations, parameters: [...parameters.values()], schemas: schemas.all() };
}

function parametersOf(document: DocumentNode, operation: SurveyedOperation): ParameterSite[] {
  const found = [operation.itemAt, operation.at].flatMap((holder) => {
    const list = lookUp(document, [...holder, "parameters"]);
    return Array.isArray(list) ? list.map((_, index) => [...holder, "parameters", String(index)]) : [];
  });
  return found.flatMap((at): ParameterSite[] => {
    const site = follow(document, at);
    const isThis = (parameter: Parameter): boolean =>
      parameter.name === site?.node.name && parameter.in === site.node.in;
    const bare = operation.bare.parameters.find(isThis);
    if (site === undefined || bare === undefined) return [];
    const client = operation.client.parameters.find(isThis);
    const words = `${operation.label}${bare.in} ${bare.name}`;
    return [{ ...site, operations: [operation], words, bare, client }];
  });
}
