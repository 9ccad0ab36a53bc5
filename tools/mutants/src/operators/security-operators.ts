import type { SecurityScheme } from "@workshop/openapi";
import type { Operator, Proposal } from "../mutant.ts";
import {
  childOf,
  type DocumentNode,
  freshName,
  isNode,
  nodeOf,
  renameKey,
  type Tokens,
} from "../survey/document-node.ts";
import type { SurveyedOperation } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";
import { alternativesOf, type Shown, shownOf, stillAuthenticates } from "./authentication.ts";

/** Changes of who can authenticate, and with what. */
export const securityOperators: readonly Operator[] = [
  {
    name: "credential renamed",
    *propose(survey) {
      for (const found of schemes(survey)) {
        if (found.scheme.type !== "apiKey") continue;
        const name = `${found.scheme.parameterName}-2`;
        yield schemeProposal(found, "renamed", { ...found.scheme, parameterName: name }, { name });
      }
    },
  },
  {
    name: "credential moved",
    *propose(survey) {
      for (const found of schemes(survey)) {
        if (found.scheme.type !== "apiKey") continue;
        const target = found.scheme.in === "header" ? "query" : "header";
        yield schemeProposal(found, `moved to ${target}`, { ...found.scheme, in: target }, { in: target });
      }
    },
  },
  {
    name: "kind of credential changed",
    *propose(survey) {
      for (const found of schemes(survey)) {
        for (const name of ["basic", "bearer"]) {
          const other: SecurityScheme = { ...baseOf(found.scheme), type: "http", scheme: name };
          if (found.scheme.type === "http" && found.scheme.scheme.toLowerCase() === name) continue;
          yield schemeProposal(found, `as http ${name}`, other, { type: "http", scheme: name }, true);
        }
      }
    },
  },
  {
    name: "scheme renamed",
    *propose(survey) {
      // What a document calls a scheme does not travel.
      for (const found of schemes(survey)) {
        const { name } = found.scheme;
        const fresh = freshName(name, Object.keys(nodeOf(survey.document, SCHEMES)));
        yield {
          ...schemeProposal(found, "called otherwise", found.scheme, {}),
          edit: (document) => {
            renameKey(nodeOf(document, SCHEMES), name, fresh);
            const nodes = [document, ...survey.operations.map(({ at }) => nodeOf(document, at))];
            for (const alternative of nodes.flatMap(({ security }) => listOf(security))) {
              if (name in alternative) renameKey(alternative, name, fresh);
            }
          },
        };
      }
    },
  },
  {
    name: "security alternative dropped",
    *propose(survey) {
      for (const operation of survey.operations) {
        for (const [index, { schemes: parts }] of operation.bare.security.entries()) {
          const names = parts.map(({ scheme }) => scheme.name).join(" and ");
          const left = alternativesOf(operation.bare.security).filter((_, other) => other !== index);
          yield securityProposal(operation, `alternative ${names || "none"} dropped`, left, (list) => {
            list.splice(index, 1);
          });
        }
      }
    },
  },
  {
    name: "security alternative added",
    *propose(survey) {
      for (const operation of survey.operations.filter(({ bare }) => bare.security.length > 0)) {
        const known = alternativesOf(operation.bare.security);
        yield securityProposal(operation, "alternative added", [...known, [ADDED.shown]], (list, document) => {
          list.push({ [addScheme(document)]: [] });
        });
        yield securityProposal(operation, "made optional", [...known, []], (list) => {
          list.push({});
        });
      }
    },
  },
  {
    name: "security asked for in addition",
    *propose(survey) {
      for (const operation of survey.operations) {
        const known = alternativesOf(operation.bare.security);
        const more = (known.length === 0 ? [[]] : known).map((alternative) => [...alternative, ADDED.shown]);
        yield securityProposal(operation, "with a further scheme in each alternative", more, (list, document) => {
          const name = addScheme(document);
          if (list.length === 0) list.push({});
          for (const alternative of list) alternative[name] = [];
        });
        if (known.length < 2) continue;
        yield securityProposal(operation, "with all schemes together", [known.flat()], (list) => {
          list.splice(0, list.length, Object.assign({}, ...list));
        });
      }
    },
  },
];

const SCHEMES: Tokens = ["components", "securitySchemes"];
const ADDED = { shown: "header x-added-key", scheme: { type: "apiKey", in: "header", name: "X-Added-Key" } } as const;
const REASON = "some credentials of the client are not asked for so any more";

interface FoundScheme {
  readonly scheme: SecurityScheme;
  readonly operations: readonly SurveyedOperation[];
}

/** The schemes that operations use, and the document declares by itself. */
function schemes({ operations, bareModel, document }: Survey): FoundScheme[] {
  const declared = isNode(document.components) ? childOf(document.components, "securitySchemes") : {};
  return bareModel.securitySchemes.flatMap((scheme): FoundScheme[] => {
    const uses = operations.filter(({ bare }) =>
      bare.security.some((one) => one.schemes.some((part) => part.scheme.name === scheme.name)),
    );
    if (uses.length === 0 || !isNode(declared[scheme.name]) || "$ref" in childOf(declared, scheme.name)) return [];
    return [{ scheme, operations: uses }];
  });
}

/** `other`: the scheme as it is then; `keys`: what is written for it, in the place of everything if `isWhole`. */
function schemeProposal(
  { scheme, operations }: FoundScheme,
  what: string,
  other: SecurityScheme,
  keys: DocumentNode,
  isWhole = false,
): Proposal {
  const at = [...SCHEMES, scheme.name];
  const isHarmless = operations.every((operation) => {
    const changed = alternativesOf(operation.bare.security, (one) => shownOf(one.name === scheme.name ? other : one));
    return stillAuthenticates(operation, changed);
  });
  return {
    words: `security ${scheme.name} ${what}`,
    at,
    operations: operations.map(({ client }) => client.name),
    breaks: isHarmless ? undefined : REASON,
    edit: (document) => {
      const node = nodeOf(document, at);
      if (isWhole) for (const key of Object.keys(node)) delete node[key];
      Object.assign(node, keys);
    },
  };
}

/** `edit` gets the operation's own list of alternatives, a copy of the document's where it had none. */
function securityProposal(
  operation: SurveyedOperation,
  what: string,
  changed: readonly Shown[],
  edit: (alternatives: DocumentNode[], document: DocumentNode) => void,
): Proposal {
  const { at, client, label } = operation;
  return {
    words: `${label}security ${what}`,
    at: [...at, "security"],
    operations: [client.name],
    breaks: stillAuthenticates(operation, changed) ? undefined : REASON,
    edit: (document) => {
      const node = nodeOf(document, at);
      const list = structuredClone(listOf(node.security ?? document.security));
      edit(list, document);
      node.security = list;
    },
  };
}

function addScheme(document: DocumentNode): string {
  const known = childOf(childOf(document, "components"), "securitySchemes");
  const name = freshName("Added", Object.keys(known));
  known[name] = ADDED.scheme;
  return name;
}

function baseOf({ name, credential, source }: SecurityScheme): Pick<SecurityScheme, "credential" | "name" | "source"> {
  return { name, credential, source };
}

function listOf(security: unknown): DocumentNode[] {
  return Array.isArray(security) ? security.filter(isNode) : [];
}
