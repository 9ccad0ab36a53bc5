import type { Operator, Proposal } from "../mutant.ts";
import {
  childOf,
  type DocumentNode,
  follow,
  freshName,
  isNode,
  nodeOf,
  renameKey,
  type Tokens,
} from "../survey/document-node.ts";
import type { SurveyedOperation } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";

const GONE = "the client calls what was declared";

/** Changes of where operations are, and of which there are. */
export const operationOperators: readonly Operator[] = [
  {
    name: "method changed",
    *propose(survey) {
      for (const operation of survey.operations) {
        const item = nodeOf(survey.document, operation.itemAt);
        const method = ["put", "post", "patch"].find((other) => !(other in item));
        if (method === undefined) continue;
        yield proposal(operation, `under ${method.toUpperCase()}`, GONE, (document) => {
          renameKey(nodeOf(document, operation.itemAt), operation.bare.method, method);
        });
      }
    },
  },
  {
    name: "path changed",
    *propose(survey) {
      for (const operation of survey.operations) {
        const { path } = operation.bare;
        for (const [index, segment] of path.split("/").entries()) {
          if (segment === "" || segment.includes("{")) continue;
          const other = path.split("/").with(index, `${segment}-2`).join("/");
          yield proposal(operation, `with ${segment} changed in its path`, GONE, (document) => {
            renameKey(childOf(document, "paths"), path, other);
          });
        }
      }
    },
  },
  {
    name: "path parameter renamed",
    *propose(survey) {
      // A name in a path template does not travel.
      for (const operation of survey.operations) {
        for (const { name } of operation.bare.parameters.filter((parameter) => parameter.in === "path")) {
          const fresh = freshName(
            name,
            operation.bare.parameters.map((parameter) => parameter.name),
          );
          yield proposal(operation, `with path ${name} renamed`, undefined, (document) =>
            renamePathParameter(document, operation, name, fresh),
          );
        }
      }
    },
  },
  {
    name: "operation dropped",
    *propose(survey) {
      for (const operation of survey.operations) {
        yield proposal(operation, "dropped", GONE, (document) => {
          // A document without any operation is none that a mock can be made of.
          addOperation(document);
          delete nodeOf(document, operation.itemAt)[operation.bare.method];
        });
      }
    },
  },
  {
    name: "operation added",
    *propose(survey) {
      const [operation] = survey.operations;
      if (operation === undefined) return;
      yield { ...document(survey, ["paths"], "operation added", addOperation) };
    },
  },
  {
    name: "operation called otherwise",
    *propose(survey) {
      for (const operation of survey.operations) {
        yield proposal(operation, "with another operationId", undefined, (document) => {
          nodeOf(document, operation.at).operationId = "calledOtherwise";
        });
      }
    },
  },
  {
    name: "operation deprecated",
    *propose(survey) {
      for (const operation of survey.operations) {
        yield proposal(operation, "deprecated", undefined, (document) => {
          nodeOf(document, operation.at).deprecated = true;
        });
      }
    },
  },
  {
    name: "tag added",
    *propose(survey) {
      for (const operation of survey.operations) {
        yield proposal(operation, "with a further tag", undefined, (document) => {
          const node = nodeOf(document, operation.at);
          node.tags = [...(Array.isArray(node.tags) ? node.tags : []), "added"];
        });
      }
    },
  },
];

export function document(survey: Survey, at: Tokens, words: string, edit: Proposal["edit"]): Proposal {
  return { words, at, operations: survey.operations.map(({ client }) => client.name), breaks: undefined, edit };
}

function proposal(
  operation: SurveyedOperation,
  what: string,
  reason: string | undefined,
  edit: Proposal["edit"],
): Proposal {
  const { label, at, client } = operation;
  return { words: `${label}operation ${what}`, at, operations: [client.name], breaks: reason, edit };
}

function addOperation(document: DocumentNode): void {
  const responses = { 204: { description: "Done" } };
  childOf(document, "paths")["/added-operation"] = { get: { operationId: "addedOperation", responses } };
}

/** The parameter gets another name in the template, and wherever it is declared for it. */
function renamePathParameter(
  document: DocumentNode,
  { bare, itemAt, at }: SurveyedOperation,
  from: string,
  to: string,
): void {
  const item = nodeOf(document, itemAt);
  const methods = Object.keys(item).filter((key) => isNode(item[key]));
  for (const holder of [itemAt, ...methods.map((method) => [...itemAt, method]), at]) {
    const node = nodeOf(document, holder);
    if (!Array.isArray(node.parameters)) continue;
    node.parameters = node.parameters.map((entry: unknown, index: number) => {
      const target = follow(document, [...holder, "parameters", String(index)])?.node;
      if (target?.in !== "path" || target.name !== from) return entry;
      // A copy: other paths may share the declaration, and keep their name for it.
      return { ...structuredClone(target), name: to };
    });
  }
  renameKey(childOf(document, "paths"), bare.path, bare.path.replaceAll(`{${from}}`, `{${to}}`));
}
