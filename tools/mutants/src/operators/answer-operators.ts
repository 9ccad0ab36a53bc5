import type { Operation, Response } from "@workshop/openapi";
import type { Operator, Proposal } from "../mutant.ts";
import { childOf, type DocumentNode, follow, nodeOf, renameKey, type Tokens } from "../survey/document-node.ts";
import type { SurveyedOperation } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";

const UNKNOWN = "the client knows no such answer, and says that the outcome is unknown";

/** Changes of answers as a whole: statuses, media types, headers. */
export const answerOperators: readonly Operator[] = [
  {
    name: "status of a success changed",
    *propose(survey) {
      for (const answer of answers(survey).filter(isSuccess)) {
        const status = freeStatus(answer.operation.bare, 206);
        yield proposal(answer, `answers ${status} instead`, UNKNOWN, (node) => renameKey(node, answer.status, status));
      }
    },
  },
  {
    name: "status of a failure changed",
    *propose(survey) {
      // A failure that nobody has declared is a failure still.
      for (const answer of answers(survey).filter((one) => !isSuccess(one) && isExact(one) && isAlone(one, "4"))) {
        const status = freeStatus(answer.operation.bare, 451);
        yield proposal(answer, `answers ${status} instead`, undefined, (node) =>
          renameKey(node, answer.status, status),
        );
      }
    },
  },
  {
    name: "status dropped",
    *propose(survey) {
      for (const answer of answers(survey).filter((one) => isAlone(one, one.status.charAt(0)))) {
        const { bare } = answer.operation;
        const isLast = isSuccess(answer) && bare.responses.filter((one) => one.status.startsWith("2")).length === 1;
        yield proposal(answer, "dropped", isLast ? "no success is left that the client knows" : undefined, (node) => {
          delete node[answer.status];
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
        const other = "the client knows an answer of another media type for it";
        yield addition(operation, freeStatus(operation.bare, 410), isCovered(operation.bare, "4") ? other : undefined);
      }
    },
  },
  {
    name: "media type of an answer changed",
    *propose(survey) {
      for (const answer of answers(survey)) {
        for (const { mediaType } of answer.content) {
          // Where there is another one, the client gets it: it asks for what it knows.
          const isOnly = answer.content.length === 1;
          const reason = isOnly ? "the client knows the media type that was declared" : undefined;
          yield proposal(answer, `as application/x-other instead of ${mediaType}`, reason, (node) =>
            renameKey(childOf(responseIn(node, answer), "content"), mediaType, "application/x-other"),
          );
        }
      }
    },
  },
  {
    name: "media type of an answer added",
    *propose(survey) {
      // The client says in `accept` which ones it likes better.
      for (const answer of answers(survey).filter(({ content }) => content.length > 0)) {
        yield proposal(answer, "in a further media type", undefined, (node) => {
          childOf(responseIn(node, answer), "content")["application/x-other"] = { schema: { type: "string" } };
        });
      }
    },
  },
  {
    name: "body of an answer dropped",
    *propose(survey) {
      for (const answer of answers(survey).filter(({ content }) => content.length > 0)) {
        yield proposal(answer, "without a body", "the client's types say that there is one", (node) => {
          delete responseIn(node, answer).content;
        });
      }
    },
  },
  {
    name: "body of an answer added",
    *propose(survey) {
      // An answer of 204 or 205 has no body, whatever its document says.
      for (const answer of answers(survey).filter(
        ({ content, status }) => content.length === 0 && !/^20[45]$/.test(status),
      )) {
        const reason = isSuccess(answer) ? "the client knows that success without a body" : undefined;
        yield proposal(answer, "with a body", reason, (node) => {
          responseIn(node, answer).content = { "application/json": { schema: { type: "string" } } };
        });
      }
    },
  },
  {
    name: "header of an answer added",
    *propose(survey) {
      for (const answer of answers(survey)) {
        yield proposal(answer, "with a further header", undefined, (node) => {
          childOf(responseIn(node, answer), "headers")["X-Added"] = { required: true, schema: { type: "string" } };
        });
      }
    },
  },
  {
    name: "header of an answer dropped",
    *propose(survey) {
      // Clients hand headers on as they come, and say nothing of them in their types.
      for (const answer of answers(survey)) {
        for (const { name } of answer.headers) {
          yield proposal(answer, `without the header ${name}`, undefined, (node) => {
            delete childOf(responseIn(node, answer), "headers")[name];
          });
        }
      }
    },
  },
];

interface FoundAnswer extends Response {
  readonly operation: SurveyedOperation;
  /** Where the operation's answers stand, and where this one does, references followed. */
  readonly listAt: Tokens;
  readonly responseAt: Tokens;
}

function answers({ document, operations }: Survey): FoundAnswer[] {
  return operations.flatMap((operation) =>
    operation.bare.responses.map((response): FoundAnswer => {
      const listAt = [...operation.at, "responses"];
      const responseAt = follow(document, [...listAt, response.status])?.at ?? [...listAt, response.status];
      return { ...response, operation, listAt, responseAt };
    }),
  );
}

function isSuccess({ status }: FoundAnswer): boolean {
  return /^2\d\d$/.test(status);
}

function isExact({ status }: FoundAnswer): boolean {
  return /^\d{3}$/.test(status);
}

/** Whether a range or `default` speaks for every status of a class. */
function isCovered({ responses }: Operation, first: string): boolean {
  const names = responses.map(({ status }) => status.toLowerCase());
  // A default describes errors.
  return names.includes(`${first}xx`) || (names.includes("default") && first !== "2");
}

/** Whether nothing else speaks for the status: neither it is a range itself, nor is there one. */
function isAlone(answer: FoundAnswer, first: string): boolean {
  return isExact(answer) && !isCovered(answer.operation.bare, first);
}

function freeStatus({ responses }: Operation, wanted: number): string {
  const taken = new Set(responses.map(({ status }) => status));
  let status = wanted;
  while (taken.has(String(status))) status += 1;
  return String(status);
}

/** `edit` gets the operation's `responses`. */
function proposal(
  answer: FoundAnswer,
  what: string,
  reason: string | undefined,
  edit: (responses: DocumentNode) => void,
): Proposal {
  const { operation, status, listAt, responseAt } = answer;
  return {
    words: `${operation.label}answer ${status} ${what}`,
    at: responseAt,
    operations: [operation.client.name],
    breaks: reason,
    edit: (document) => {
      const list = nodeOf(document, listAt);
      // A shared answer becomes this operation's own, so that the change is one of this place.
      list[status] = structuredClone(nodeOf(document, responseAt));
      edit(list);
    },
  };
}

function responseIn(list: DocumentNode, { status }: FoundAnswer): DocumentNode {
  return childOf(list, status);
}

function addition(operation: SurveyedOperation, status: string, reason: string | undefined): Proposal {
  const at = [...operation.at, "responses"];
  return {
    words: `${operation.label}answer ${status} added`,
    at,
    operations: [operation.client.name],
    breaks: reason,
    edit: (document) => {
      const content = { "text/x-added": { schema: { type: "string" } } };
      nodeOf(document, at)[status] = { description: "Added", content };
    },
  };
}
