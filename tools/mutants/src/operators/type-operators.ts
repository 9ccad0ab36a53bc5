import type { Operator } from "../mutant.ts";
import { isNode } from "../survey/document-node.ts";
import type { SchemaSite, SchemaUse } from "../survey/sites.ts";
import { schemaProposal } from "./property-operators.ts";
import { type Directions, isInOneOf, wordsOf } from "./rules.ts";

/** What a value of a type is declared to be instead. */
const RETYPES: Readonly<Record<string, readonly string[]>> = {
  string: ["integer", "boolean"],
  integer: ["string", "number"],
  number: ["string", "integer"],
  boolean: ["string", "integer"],
  array: ["string"],
  object: ["string"],
};

const OTHER = "the client sends a value of the type that was declared";
const UNREADABLE = "the client's types say that it is of the type that was declared";

/** Changes of a value's type. */
export const typeOperators: readonly Operator[] = [
  {
    name: "retyped",
    *propose(survey) {
      for (const site of survey.schemas.filter((one) => !isPart(one))) {
        const from = String(site.node.type);
        for (const to of RETYPES[from] ?? []) {
          // The type of a sibling would leave the union as wide as it was, or less so.
          if (siblingTypes(site).has(to)) continue;
          yield schemaProposal(survey, site, `${wordsOf(site)} retyped as ${to}`, retyping(from, to), (node) => {
            const { title, description } = node;
            for (const key of Object.keys(node)) delete node[key];
            Object.assign(
              node,
              { type: to },
              title === undefined ? {} : { title },
              description === undefined ? {} : { description },
            );
          });
        }
      }
    },
  },
  {
    name: "null allowed",
    *propose(survey) {
      for (const site of survey.schemas.filter(
        (one) => !isPart(one) && !isNullable(one) && !isInOneOf(one) && !siblingTypes(one).has("null"),
      )) {
        const { type } = site.node;
        if (typeof type !== "string" || type === "null" || "const" in site.node) continue;
        // A text cannot be null; in JSON it can. What Prism makes of a nullable list in a text is another matter.
        if (type === "array" && site.uses.some(({ carrier }) => carrier === "text")) continue;
        const response = ({ carrier }: SchemaUse): string | undefined => (carrier === "json" ? UNREADABLE : undefined);
        yield schemaProposal(survey, site, `${wordsOf(site)} allowed to be null`, { response }, (node) => {
          if (survey.bareModel.openapi === "3.0") node.nullable = true;
          else node.type = [type, "null"];
          if (Array.isArray(node.enum)) node.enum = [...node.enum, null];
        });
      }
    },
  },
  {
    name: "null forbidden",
    *propose(survey) {
      const sent = ({ carrier }: SchemaUse): string | undefined =>
        carrier === "json" ? "the client may send null" : undefined;
      for (const site of survey.schemas.filter(isNullable)) {
        yield schemaProposal(survey, site, `${wordsOf(site)} not allowed to be null`, { request: sent }, (node) => {
          delete node.nullable;
          const types = Array.isArray(node.type) ? node.type.filter((type) => type !== "null") : [];
          if (types.length > 0) node.type = types.length === 1 ? types[0] : types;
          if (Array.isArray(node.enum)) node.enum = node.enum.filter((value) => value !== null);
        });
      }
    },
  },
];

function retyping(from: string, to: string): Directions {
  // Every integer is a number, and no text says of a scalar that it is none.
  const widens = (carrier: SchemaUse["carrier"]): boolean =>
    (from === "integer" && to === "number") ||
    (carrier === "text" && to === "string" && from !== "array" && from !== "object");
  return {
    request: (use) => (widens(use.carrier) ? undefined : OTHER),
    // What is no JSON is a text to the client, whatever its schema says.
    response: ({ carrier }) => (carrier === "text" || (from === "number" && to === "integer") ? undefined : UNREADABLE),
  };
}

/** A part of an `allOf` has no type of its own: what it is about has to be of the other parts' types, too. */
function isPart({ uses }: SchemaSite): boolean {
  return uses.some((use) => use.isPart);
}

function isNullable({ node }: SchemaSite): boolean {
  return node.nullable === true || (Array.isArray(node.type) && node.type.includes("null") && node.type.length > 1);
}

/** The types of the other branches where a schema is one of a union. */
function siblingTypes({ uses }: SchemaSite): Set<unknown> {
  const siblings = uses.flatMap(({ unions }) =>
    unions.filter(({ path }) => path.length === 0).flatMap((step) => step.siblings),
  );
  return new Set(
    siblings.filter(isNode).flatMap(({ type }) => (type === "number" ? ["number", "integer"] : [type].flat())),
  );
}
