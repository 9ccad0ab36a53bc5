import type { Operation, Response } from "@workshop/openapi";
import type { Operator, Proposal } from "../mutant.ts";
import { childOf, type DocumentNode, follow, nodeOf, renameKey, type Tokens } from "../survey/document-node.ts";
import type { SurveyedOperation } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";

const UNKNOWN = "the client knows no such response, and says that the outcome is unknown";

/** Changes of responses as a whole: statuses, media types, headers. */
export const responseOperators: readonly Operator[] = [
  {
    name: "status of a success changed",
    *propose(survey) {
      for (const response of responses(survey).filter(isSuccess)) {
        const status = freeStatus(response.operation.bare, 206);
        yield proposal(response, `responses ${status} instead`, UNKNOWN, (node) =>
          renameKey(node, response.status, status),
        );
      }
    },
  },
  {
    name: "status of a failure changed",
    *propose(survey) {
      // A failure that nobody has declared is a failure still.
      for (const response of responses(survey).filter((one) => !isSuccess(one) && isExact(one) && isAlone(one, "4"))) {
        const status = freeStatus(response.operation.bare, 451);
        yield proposal(response, `responses ${status} instead`, undefined, (node) =>
          renameKey(node, response.status, status),
        );
      }
    },
  },
  {
    name: "status dropped",
    *propose(survey) {
      for (const response of responses(survey).filter((one) => isAlone(one, one.status.charAt(0)))) {
        const { bare } = response.operation;
        const isLast = isSuccess(response) && bare.responses.filter((one) => one.status.startsWith("2")).length === 1;
        yield proposal(response, "dropped", isLast ? "no success is left that the client knows" : undefined, (node) => {
          delete node[response.status];
        });
      }
    },
  },
  {
    name: "status of a success added",
    *propose(survey) {
      for (const operation of survey.operations.filter(({ bare }) => !isCovered(bare, "2"))) {
        yield addition(operation, freeStatus(operation.bare, 207), UNKNOWN);
      }
    },
  },
  {
    name: "status of a failure added",
    *propose(survey) {
      for (const operation of survey.operations) {
        const other = "the client knows a response of another media type for it";
        yield addition(operation, freeStatus(operation.bare, 410), isCovered(operation.bare, "4") ? other : undefined);
      }
    },
  },
  {
    name: "media type of a response changed",
    *propose(survey) {
      for (const response of responses(survey)) {
        for (const { mediaType } of response.content) {
          // Where there is another one, the client gets it: it asks for what it knows.
          const isOnly = response.content.length === 1;
          const reason = isOnly ? "the client knows the media type that was declared" : undefined;
          yield proposal(response, `as application/x-other instead of ${mediaType}`, reason, (node) =>
            renameKey(childOf(responseIn(node, response), "content"), mediaType, "application/x-other"),
          );
        }
      }
    },
  },
  {
    name: "media type of a response added",
    *propose(survey) {
      // The client says in `accept` which ones it likes better.
      for (const response of responses(survey).filter(({ content }) => content.length > 0)) {
        yield proposal(response, "in a further media type", undefined, (node) => {
          childOf(responseIn(node, response), "content")["application/x-other"] = { schema: { type: "string" } };
        });
      }
    },
  },
  {
    name: "body of a response dropped",
    *propose(survey) {
      for (const response of responses(survey).filter(({ content }) => content.length > 0)) {
        yield proposal(response, "without a body", "the client's types say that there is one", (node) => {
          delete responseIn(node, response).content;
        });
      }
    },
  },
  {
    name: "body of a response added",
    *propose(survey) {
      // A response of 204 or 205 has no body, whatever its document says.
      for (const response of responses(survey).filter(
        ({ content, status }) => content.length === 0 && !/^20[45]$/.test(status),
      )) {
        // Where nothing is declared, what a server says in JSON is of no consequence; a page is somebody else's response.
        yield proposal(response, "with a body", undefined, (node) => {
          responseIn(node, response).content = { "application/json": { schema: { type: "string" } } };
        });
        if (!isSuccess(response)) continue;
        yield proposal(response, "with a page for a body", "a page is no success without a body", (node) => {
          responseIn(node, response).content = { "text/html": { schema: { type: "string" } } };
        });
      }
    },
  },
  {
    name: "header of a response added",
    *propose(survey) {
      for (const response of responses(survey)) {
        yield proposal(response, "with a further header", undefined, (node) => {
          childOf(responseIn(node, response), "headers")["X-Added"] = { required: true, schema: { type: "string" } };
        });
      }
    },
  },
  {
    name: "header of a response dropped",
    *propose(survey) {
      // Clients hand headers on as they come, and say nothing of them in their types.
      for (const response of responses(survey)) {
        for (const { name } of response.headers) {
          yield proposal(response, `without the header ${name}`, undefined, (node) => {
            delete childOf(responseIn(node, response), "headers")[name];
          });
        }
      }
    },
  },
];

interface FoundResponse extends Response {
  readonly operation: SurveyedOperation;
  /** Where the operation's responses stand, and where this one does, references followed. */
  readonly listAt: Tokens;
  readonly responseAt: Tokens;
}

function responses({ document, operations }: Survey): FoundResponse[] {
  return operations.flatMap((operation) =>
    operation.bare.responses.map((declared): FoundResponse => {
      const listAt = [...operation.at, "responses"];
      const responseAt = follow(document, [...listAt, declared.status])?.at ?? [...listAt, declared.status];
      return { ...declared, operation, listAt, responseAt };
    }),
  );
}

function isSuccess({ status }: FoundResponse): boolean {
  return /^2\d\d$/.test(status);
}

function isExact({ status }: FoundResponse): boolean {
  return /^\d{3}$/.test(status);
}

/** Whether a range or `default` speaks for every status of a class. */
function isCovered({ responses }: Operation, first: string): boolean {
  const names = responses.map(({ status }) => status.toLowerCase());
  // A default describes errors, and successes where no other response does.
  const isDefault = names.includes("default") && (first !== "2" || !names.some((name) => name.startsWith("2")));
  return names.includes(`${first}xx`) || isDefault;
}

/** Whether nothing else speaks for the status: neither it is a range itself, nor is there one. */
function isAlone(response: FoundResponse, first: string): boolean {
  return isExact(response) && !isCovered(response.operation.bare, first);
}

function freeStatus({ responses }: Operation, wanted: number): string {
  const taken = new Set(responses.map(({ status }) => status));
  let status = wanted;
  while (taken.has(String(status))) status += 1;
  return String(status);
}

/** `edit` gets the operation's `responses`. */
function proposal(
  response: FoundResponse,
  what: string,
  reason: string | undefined,
  edit: (responses: DocumentNode) => void,
): Proposal {
  const { operation, status, listAt, responseAt } = response;
  return {
    words: `${operation.label}response ${status} ${what}`,
    at: responseAt,
    operations: [operation.client.name],
    breaks: reason,
    edit: (document) => {
      const list = nodeOf(document, listAt);
      // A shared response becomes this operation's own, so that the change is one of this place.
      list[status] = structuredClone(nodeOf(document, responseAt));
      edit(list);
    },
  };
}

function responseIn(list: DocumentNode, { status }: FoundResponse): DocumentNode {
  return childOf(list, status);
}

function addition(operation: SurveyedOperation, status: string, reason: string | undefined): Proposal {
  const at = [...operation.at, "responses"];
  return {
    words: `${operation.label}response ${status} added`,
    at,
    operations: [operation.client.name],
    breaks: reason,
    edit: (document) => {
      const content = { "text/x-added": { schema: { type: "string" } } };
      nodeOf(document, at)[status] = { description: "Added", content };
    },
  };
}
