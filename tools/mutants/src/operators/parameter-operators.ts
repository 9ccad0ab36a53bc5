import type { Operator, Proposal } from "../mutant.ts";
import { childOf, type DocumentNode, freshName, isNode, lookUp, nodeOf, type Tokens } from "../survey/document-node.ts";
import type { ParameterSite } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";

const LOST = "the client sends it where the server no longer looks";

/** Where a parameter is moved to. */
const MOVES = { query: "header", header: "query", cookie: "header", path: "query" } as const;

/** Changes of a parameter as a whole. */
export const parameterOperators: readonly Operator[] = [
  {
    name: "parameter renamed",
    *propose(survey) {
      for (const site of outsidePath(survey)) {
        const name = freshName(
          site.bare.name,
          site.operations.flatMap(({ bare }) => bare.parameters.map(({ name }) => name)),
        );
        yield proposal(site, "renamed", lost(site), (node) => {
          node.name = name;
        });
      }
    },
  },
  {
    name: "header's name written otherwise",
    *propose(survey) {
      for (const site of survey.parameters.filter(({ bare }) => bare.in === "header")) {
        const { name } = site.bare;
        const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
        yield proposal(site, "written in another case", undefined, (node) => {
          node.name = other;
        });
      }
    },
  },
  {
    name: "parameter dropped",
    *propose(survey) {
      for (const site of outsidePath(survey)) {
        yield {
          ...proposal(site, "dropped", lost(site), () => {}),
          edit: (document) => dropParameter(document, survey, site),
        };
      }
    },
  },
  {
    name: "parameter moved",
    *propose(survey) {
      for (const site of survey.parameters) {
        const target = MOVES[site.bare.in];
        const moved = proposal(site, `moved to ${target}`, site.client && LOST, (node) => {
          node.in = target;
          for (const keyword of ["style", "explode", "allowReserved"]) delete node[keyword];
        });
        const template = `{${site.bare.name}}`;
        yield site.bare.in !== "path"
          ? moved
          : {
              ...moved,
              edit: (document) => {
                moved.edit(document);
                const paths = childOf(document, "paths");
                for (const path of Object.keys(paths).filter((known) => known.includes(template))) {
                  const rest = path
                    .split("/")
                    .filter((segment) => !segment.includes(template))
                    .join("/");
                  paths[rest] = paths[path];
                  delete paths[path];
                }
              },
            };
      }
    },
  },
  {
    name: "parameter made required",
    *propose(survey) {
      for (const site of outsidePath(survey).filter(({ bare }) => !bare.required)) {
        const reason = site.client?.required === true ? undefined : "the client may leave it out";
        yield proposal(site, "made required", reason, (node) => {
          node.required = true;
        });
      }
    },
  },
  {
    name: "parameter made optional",
    *propose(survey) {
      for (const site of outsidePath(survey).filter(({ bare }) => bare.required)) {
        yield proposal(site, "made optional", undefined, (node) => {
          delete node.required;
        });
      }
    },
  },
  {
    name: "required parameter added",
    *propose(survey) {
      yield* added(survey, true, "the client does not know it, and does not send it");
    },
  },
  {
    name: "optional parameter added",
    *propose(survey) {
      yield* added(survey, false, undefined);
    },
  },
];

/** Operators about parameters that are not in the path: those are moved with it, and cannot be left out. */
function outsidePath({ parameters }: Survey): ParameterSite[] {
  return parameters.filter(({ bare }) => bare.in !== "path");
}

function lost({ client }: ParameterSite): string | undefined {
  return client && "what the client says with it is not understood any more";
}

export function proposal(
  site: ParameterSite,
  what: string,
  reason: string | undefined,
  edit: (node: DocumentNode) => void,
): Proposal {
  return {
    words: `${site.words} ${what}`,
    at: site.at,
    operations: site.operations.map(({ client }) => client.name),
    breaks: reason,
    edit: (document) => edit(nodeOf(document, site.at)),
  };
}

/** Takes a parameter out of every list that has it or refers to it. */
function dropParameter(document: DocumentNode, { operations }: Survey, { bare }: ParameterSite): void {
  const holders: Tokens[] = operations.flatMap(({ itemAt, at }) => [itemAt, at]);
  for (const holder of holders) {
    const node = nodeOf(document, holder);
    if (!Array.isArray(node.parameters)) continue;
    node.parameters = node.parameters.filter((entry: unknown) => {
      const target =
        isNode(entry) && typeof entry.$ref === "string" ? lookUp(document, entry.$ref.slice(2).split("/")) : entry;
      return !isNode(target) || target.name !== bare.name || target.in !== bare.in;
    });
  }
}

function* added(survey: Survey, required: boolean, reason: string | undefined): Iterable<Proposal> {
  for (const operation of survey.operations) {
    for (const location of ["query", "header", "cookie"] as const) {
      const name = freshName(
        "added",
        operation.bare.parameters.map((parameter) => parameter.name),
      );
      yield {
        words: `${operation.label}${required ? "required" : "optional"} ${location} parameter added`,
        at: operation.at,
        operations: [operation.client.name],
        breaks: reason,
        edit: (document) => {
          const node = nodeOf(document, operation.at);
          const list: unknown[] = Array.isArray(node.parameters) ? node.parameters : [];
          node.parameters = [...list, { name, in: location, required, schema: { type: "string" } }];
        },
      };
    }
  }
}
