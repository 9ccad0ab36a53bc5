import type { Operator, Proposal } from "../mutant.ts";
import { type DocumentNode, isNode } from "../survey/document-node.ts";
import type { SchemaSite, SchemaUse } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";
import { schemaProposal } from "./property-operators.ts";
import { isInOneOf, isListed, limitOf, wordsOf } from "./rules.ts";

/** Keywords that limit a value, and what their loss means for who reads it. */
const LIMITS = [
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "const",
] as const;
const ANNOTATIONS = ["enum", "format"] as const;

/** Changes of what a value has to be, its type being what it was. */
export const limitOperators: readonly Operator[] = [
  {
    name: "limit tightened",
    *propose(survey) {
      for (const site of survey.schemas) yield* tightened(survey, site);
    },
  },
  {
    name: "limit dropped",
    *propose(survey) {
      for (const site of survey.schemas.filter((one) => !isInOneOf(one))) {
        for (const keyword of LIMITS.filter((known) => known in site.node)) {
          const response = "the client's types and checks rely on it";
          yield without(survey, site, keyword, response);
        }
      }
    },
  },
  {
    name: "format or enum dropped",
    *propose(survey) {
      // "In responses ... enum values that the document does not know yet [are fine], and formats are annotations."
      for (const site of survey.schemas.filter((one) => !isInOneOf(one))) {
        for (const keyword of ANNOTATIONS.filter((known) => known in site.node)) yield without(survey, site, keyword);
      }
    },
  },
  {
    name: "format added or changed",
    *propose(survey) {
      for (const site of survey.schemas.filter((one) => one.node.type === "string" && !isListed(one))) {
        const format = String(site.node.format).startsWith("uuid") ? "ipv4" : "uuid";
        const request = site.client?.format === format ? undefined : "the client sends what is not of that format";
        const words = `${wordsOf(site)} of format ${format}`;
        yield schemaProposal(survey, site, words, request === undefined ? {} : { request }, (node) => {
          node.format = format;
        });
      }
    },
  },
];

function without(survey: Survey, site: SchemaSite, keyword: string, response?: string): Proposal {
  const words = `${wordsOf(site)} without ${keyword}`;
  return schemaProposal(survey, site, words, response === undefined ? {} : { response }, (node) => {
    delete node[keyword];
  });
}

/** A keyword, and the value with which it cuts off something that the client may send. */
type Cut = readonly [keyword: string, value: unknown];

function* tightened(survey: Survey, site: SchemaSite): Iterable<Proposal> {
  for (const [keyword, value] of cutsOf(site)) {
    const words = `${wordsOf(site)} with ${keyword} ${JSON.stringify(value)}`;
    yield schemaProposal(survey, site, words, { request: "the client may send what it cuts off" }, (node) => {
      node[keyword] = value;
    });
  }
  if (site.node.type === "boolean") yield* onlyOneValue(survey, site);
}

/**
 * Limits of such a kind that something which the client's own schema allows is forbidden: so they stand just within the
 * limits that document and overlay have, or, where there are none, anywhere.
 */
function cutsOf(site: SchemaSite): Cut[] {
  if (isListed(site)) return [];
  switch (site.node.type) {
    case "string":
      return textCuts(site);
    case "integer":
    case "number":
      return numberCuts(site);
    case "array":
      return listCuts(site);
    default:
      return [];
  }
}

function textCuts(site: SchemaSite): Cut[] {
  const { uses, client, node } = site;
  const cuts: Cut[] = [["pattern", "^not-this-by-chance$"]];
  // A format fixes the length, more or less, and how short a JSON document can be no clause says.
  if (client?.format !== undefined || node.format !== undefined) return cuts;
  const longest = limitOf(site, "maxLength");
  const shortest = limitOf(site, "minLength") ?? 0;
  if (longest === undefined || longest > shortest)
    cuts.push(["maxLength", longest === undefined ? Math.max(3, shortest) : longest - 1]);
  if (uses.some(({ isDocument }) => isDocument) || client?.pattern !== undefined) return cuts;
  // An empty text is not sent where it would be none at all: one character is, if the document allows it.
  const next = Math.max(shortest, 1) + 1;
  if (longest === undefined || longest >= next) cuts.push(["minLength", next]);
  return cuts;
}

function numberCuts(site: SchemaSite): Cut[] {
  const multiple = limitOf(site, "multipleOf");
  const step = multiple ?? 1;
  const cuts: Cut[] = [["multipleOf", multiple === undefined ? 7 : multiple * 2]];
  const exclusive = ["exclusiveMinimum", "exclusiveMaximum"].some((keyword) => keyword in site.node);
  if (exclusive) return cuts;
  const [lowest, highest] = [limitOf(site, "minimum"), limitOf(site, "maximum")];
  return [
    ...cuts,
    ["minimum", lowest === undefined ? 5 : lowest + step],
    ["maximum", highest === undefined ? 5 : highest - step],
  ];
}

function listCuts(site: SchemaSite): Cut[] {
  const [fewest, most] = [limitOf(site, "minItems") ?? 0, limitOf(site, "maxItems")];
  const cuts: Cut[] = [];
  if (most === undefined || most > fewest) cuts.push(["maxItems", most === undefined ? Math.max(fewest, 1) : most - 1]);
  // A parameter that is an empty list cannot be written: one item is the least that a client sends.
  const least = Math.max(fewest, 1) + 1;
  if (most === undefined || most >= least) cuts.push(["minItems", least]);
  const isUnique = site.client?.uniqueItems === true || site.node.uniqueItems === true;
  const items = isNode(site.node.items) ? site.node.items : {};
  if (!isUnique && (most === undefined || most > 1) && items.const === undefined) cuts.push(["uniqueItems", true]);
  return cuts;
}

/** Both values of a flag, each as the only one. */
function* onlyOneValue(survey: Survey, site: SchemaSite): Iterable<Proposal> {
  for (const value of [true, false]) {
    const isAllowed = allows(site.client ?? site.node, !value);
    const request = (_use: SchemaUse): string | undefined => (isAllowed ? `the client may send ${!value}` : undefined);
    yield schemaProposal(survey, site, `${wordsOf(site)} always ${value}`, { request }, (node) => {
      node.enum = [value];
    });
  }
}

function allows(schema: DocumentNode, value: boolean): boolean {
  if ("const" in schema) return schema.const === value;
  return !Array.isArray(schema.enum) || schema.enum.includes(value);
}
