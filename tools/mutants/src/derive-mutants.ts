import { type Model, toPointer } from "@workshop/openapi";
import type { Mutant, Operator } from "./mutant.ts";
import { ALL_OPERATORS } from "./operators/all-operators.ts";
import { surveyDocument } from "./survey/survey.ts";

/**
 * Changes of a document, one for each operator and each place where it applies: the same ones in the same order for the
 * same documents. Whether a change breaks a client is rated by rules about requests and responses alone, before anything runs.
 *
 * @param model the document with its overlay: what the client was generated from
 * @param bareModel the document alone: what the vendor changes
 */
export function deriveMutants(
  model: Model,
  bareModel: Model,
  operators: readonly Operator[] = ALL_OPERATORS,
): Mutant[] {
  const survey = surveyDocument(model, bareModel);
  const names = new Set<string>();
  return operators.flatMap((operator) =>
    [...operator.propose(survey)].map(({ words, at, operations, breaks, edit }): Mutant => {
      const pointer = toPointer(at);
      // Two places may be called alike, such as the parts of an `allOf`.
      let name = `${model.platform}: ${words}`;
      if (names.has(name)) name += ` (${pointer})`;
      names.add(name);
      return {
        name,
        operator: operator.name,
        pointer,
        operations,
        expectation: breaks === undefined ? "compatible" : "breaking",
        reason: breaks ?? "nothing that the client sends or reads is changed",
        document: () => {
          const document = structuredClone(survey.document);
          edit(document);
          return document;
        },
      };
    }),
  );
}
