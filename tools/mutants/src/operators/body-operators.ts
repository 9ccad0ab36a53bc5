import type { Operator, Proposal } from "../mutant.ts";
import { childOf, type DocumentNode, follow, isNode, nodeOf, type Placed, renameKey } from "../survey/document-node.ts";
import type { SurveyedOperation } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";

const UNREAD = "the client sends a body that the server does not read";

/** Changes of request bodies as a whole. */
export const bodyOperators: readonly Operator[] = [
  {
    name: "media type of a body changed",
    *propose(survey) {
      for (const body of bodies(survey)) {
        for (const media of body.medias) {
          yield proposal(body, `(${media}) as application/x-other`, "the client sends it as it was declared", (node) =>
            renameKey(childOf(node, "content"), media, "application/x-other"),
          );
        }
      }
    },
  },
  {
    name: "media type of a body dropped",
    *propose(survey) {
      for (const body of bodies(survey).filter(({ medias }) => medias.length > 1)) {
        for (const media of body.medias) {
          yield proposal(body, `without ${media}`, "the client may send it so", (node) => {
            delete childOf(node, "content")[media];
          });
        }
      }
    },
  },
  {
    name: "media type of a body added",
    *propose(survey) {
      for (const body of bodies(survey)) {
        yield proposal(body, "with a further media type", undefined, (node) => {
          childOf(node, "content")["application/x-other"] = { schema: { type: "string" } };
        });
      }
    },
  },
  {
    name: "body dropped",
    *propose(survey) {
      for (const body of bodies(survey)) {
        const { at } = body.operation;
        yield {
          ...proposal(body, "dropped", UNREAD, () => {}),
          edit: (document) => delete nodeOf(document, at).requestBody,
        };
      }
    },
  },
  {
    name: "body made required",
    *propose(survey) {
      for (const body of bodies(survey).filter(({ node }) => node.required !== true)) {
        const reason = body.operation.client.requestBody?.required === true ? undefined : "the client may leave it out";
        yield proposal(body, "made required", reason, (node) => {
          node.required = true;
        });
      }
    },
  },
  {
    name: "body made optional",
    *propose(survey) {
      for (const body of bodies(survey).filter(({ node }) => node.required === true)) {
        yield proposal(body, "made optional", undefined, (node) => {
          delete node.required;
        });
      }
    },
  },
  {
    name: "required body added",
    *propose(survey) {
      yield* added(survey, true, "the client does not know it, and sends none");
    },
  },
  {
    name: "optional body added",
    *propose(survey) {
      yield* added(survey, false, undefined);
    },
  },
];

interface FoundBody extends Placed {
  readonly operation: SurveyedOperation;
  readonly medias: readonly string[];
}

function bodies({ document, operations }: Survey): FoundBody[] {
  return operations.flatMap((operation): FoundBody[] => {
    const body = follow(document, [...operation.at, "requestBody"]);
    if (body === undefined || !isNode(body.node.content)) return [];
    return [{ ...body, operation, medias: Object.keys(body.node.content) }];
  });
}

function proposal(
  { operation, at }: FoundBody,
  what: string,
  reason: string | undefined,
  edit: (node: DocumentNode) => void,
): Proposal {
  return {
    words: `${operation.label}body ${what}`,
    at,
    operations: [operation.client.name],
    breaks: reason,
    edit: (document) => edit(nodeOf(document, at)),
  };
}

function* added({ operations }: Survey, required: boolean, reason: string | undefined): Iterable<Proposal> {
  for (const { bare, client, label, at } of operations) {
    // What these are told to send, nobody sends.
    if (bare.requestBody !== undefined || ["get", "head", "trace"].includes(bare.method)) continue;
    const schema = { type: "object", required: ["added"], properties: { added: { type: "string" } } };
    yield {
      words: `${label}${required ? "required" : "optional"} body added`,
      at,
      operations: [client.name],
      breaks: reason,
      edit: (document) => {
        nodeOf(document, at).requestBody = { required, content: { "application/json": { schema } } };
      },
    };
  }
}
