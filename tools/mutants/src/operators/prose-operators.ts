import type { Operator, Proposal } from "../mutant.ts";
import { childOf, type DocumentNode, nodeOf, type Tokens } from "../survey/document-node.ts";
import { document } from "./operation-operators.ts";
import { operationsOf, wordsOf } from "./rules.ts";

const PROSE = "Said in other words.";

/** Changes that say the same in other words, or something that no request and no response shows. */
export const proseOperators: readonly Operator[] = [
  {
    name: "nothing changed",
    *propose(survey) {
      yield document(survey, [], "nothing changed", () => {});
    },
  },
  {
    name: "prose of the document changed",
    *propose(survey) {
      yield document(survey, ["info"], "version and description changed", (root) => {
        Object.assign(childOf(root, "info"), { version: "99.0.0", title: "Another title", description: PROSE });
      });
      yield document(survey, ["components"], "with a schema that nothing uses", (root) => {
        childOf(childOf(root, "components"), "schemas").Added = { type: "object", required: ["added"] };
      });
    },
  },
  {
    name: "prose of an operation changed",
    *propose({ operations }) {
      for (const { label, at, client } of operations) {
        yield described(`${label}operation described otherwise`, at, [client.name], { summary: PROSE });
      }
    },
  },
  {
    name: "prose of a parameter changed",
    *propose({ parameters }) {
      for (const { words, at, operations } of parameters) {
        const names = operations.map(({ client }) => client.name);
        yield described(`${words} described otherwise`, at, names, { deprecated: true });
      }
    },
  },
  {
    name: "prose of a schema changed",
    *propose({ schemas }) {
      for (const site of schemas.filter(({ node }) => "properties" in node || "items" in node || "enum" in node)) {
        yield described(`${wordsOf(site)} described otherwise`, site.at, operationsOf(site.uses), {
          title: "Another title",
        });
      }
    },
  },
  {
    name: "prose of a response changed",
    *propose({ operations }) {
      for (const { label, at, client, bare } of operations) {
        for (const { status } of bare.responses) {
          const words = `${label}response ${status} described otherwise`;
          yield {
            ...described(words, [...at, "responses", status], [client.name], {}),
            edit: (root) => {
              const responses = nodeOf(root, [...at, "responses"]);
              responses[status] = { ...childOf(responses, status), description: PROSE };
            },
          };
        }
      }
    },
  },
];

function described(words: string, at: Tokens, operations: readonly string[], more: DocumentNode): Proposal {
  return {
    words,
    at,
    operations,
    breaks: undefined,
    edit: (root) => {
      Object.assign(nodeOf(root, at), { description: PROSE }, more);
    },
  };
}
