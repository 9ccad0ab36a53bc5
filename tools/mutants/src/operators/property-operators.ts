import type { Operator, Proposal } from "../mutant.ts";
import { childOf, type DocumentNode, follow, freshName, isNode, nodeOf, renameKey } from "../survey/document-node.ts";
import type { SchemaSite, SchemaUse } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";
import { breaks, type Directions, isInOneOf, namesIn, operationsOf, usesCarrying, wordsOf } from "./rules.ts";

const UNREAD = "the server does not read what the client sends";
const MISSING = "the client's types say that it is there";

/** Changes of which properties objects have. */
export const propertyOperators: readonly Operator[] = [
  {
    name: "property renamed",
    *propose(survey) {
      for (const found of properties(survey)) {
        const fresh = freshName(found.name, found.names);
        // A property that may be missing may be missing for good.
        const directions = { request: UNREAD, ...(found.isRequired ? { response: MISSING } : {}) };
        yield change(survey, found, "renamed", directions, (node) => {
          renameKey(childOf(node, "properties"), found.name, fresh);
          require(node, namesIn(node.required).map((name) => (name === found.name ? fresh : name)));
        });
      }
    },
  },
  {
    name: "property dropped",
    *propose(survey) {
      for (const found of properties(survey)) {
        const directions = { request: UNREAD, ...(found.isRequired ? { response: MISSING } : {}) };
        yield change(survey, found, "dropped", directions, (node) => {
          delete childOf(node, "properties")[found.name];
          require(node, namesIn(node.required).filter((name) => name !== found.name));
        });
      }
    },
  },
  {
    name: "property made required",
    *propose(survey) {
      for (const found of properties(survey).filter(({ isRequired }) => !isRequired)) {
        const isSent = namesIn(found.site.client?.required).includes(found.name);
        // In a text an object without any property is none: its only one is always there.
        const request = ({ carrier }: SchemaUse): string | undefined =>
          carrier === "text" && found.names.length === 1 ? undefined : "the client may leave it out";
        const directions = isSent ? {} : { request };
        yield change(survey, found, "made required", directions, (node) => {
          node.required = [...namesIn(node.required), found.name];
        });
      }
    },
  },
  {
    name: "property made optional",
    *propose(survey) {
      for (const found of properties(survey).filter(({ isRequired, site }) => isRequired && !isInOneOf(site))) {
        yield change(survey, found, "made optional", { response: MISSING }, (node) => {
          require(node, namesIn(node.required).filter((name) => name !== found.name));
        });
      }
    },
  },
  {
    name: "required property added",
    *propose(survey) {
      const directions = { request: "the client does not know it, and does not send it" };
      for (const site of objects(survey)) yield addition(survey, site, true, directions);
    },
  },
  {
    name: "optional property added",
    *propose(survey) {
      for (const site of objects(survey)) yield addition(survey, site, false, {});
    },
  },
  {
    name: "object closed",
    *propose(survey) {
      // A part of an `allOf` that is closed forbids what the other parts declare: that is another change.
      const open = objects(survey).filter(
        ({ node, uses }) =>
          node.additionalProperties === undefined && !("allOf" in node) && !uses.some(({ isPart }) => isPart),
      );
      for (const site of open) {
        const words = `${wordsOf(site)} closed`;
        yield schemaProposal(survey, site, words, {}, (node) => {
          node.additionalProperties = false;
        });
      }
    },
  },
  {
    name: "object opened",
    *propose(survey) {
      // "In responses unknown extra fields are fine", whatever the document says of them.
      for (const site of objects(survey).filter((one) => one.node.additionalProperties === false && !isInOneOf(one))) {
        yield schemaProposal(survey, site, `${wordsOf(site)} opened`, {}, (node) => {
          delete node.additionalProperties;
        });
      }
    },
  },
];

interface FoundProperty {
  readonly site: SchemaSite;
  readonly name: string;
  readonly names: readonly string[];
  readonly isRequired: boolean;
  readonly schema: DocumentNode;
}

function objects({ schemas }: Survey): SchemaSite[] {
  return schemas.filter(({ node }) => isNode(node.properties) && Object.keys(node.properties).length > 0);
}

function properties(survey: Survey): FoundProperty[] {
  return objects(survey).flatMap((site) => {
    const names = Object.keys(childOf(site.node, "properties"));
    return names.flatMap((name): FoundProperty[] => {
      const schema = follow(survey.document, [...site.at, "properties", name])?.node;
      if (schema === undefined || usesCarrying(site, schema).length === 0) return [];
      return [{ site, name, names, schema, isRequired: namesIn(site.node.required).includes(name) }];
    });
  });
}

function change(
  survey: Survey,
  { site, name, schema }: FoundProperty,
  what: string,
  directions: Directions,
  edit: (node: DocumentNode) => void,
): Proposal {
  const uses = usesCarrying(site, schema);
  return {
    words: `${wordsOf(site)} property ${name} ${what}`,
    at: [...site.at, "properties", name],
    operations: operationsOf(uses),
    breaks: breaks(survey.document, uses, directions, name),
    edit: (document) => edit(nodeOf(document, site.at)),
  };
}

function addition(survey: Survey, site: SchemaSite, required: boolean, directions: Directions): Proposal {
  const name = freshName("added", Object.keys(childOf(site.node, "properties")));
  const words = `${wordsOf(site)} ${required ? "required" : "optional"} property added`;
  return schemaProposal(
    survey,
    site,
    words,
    directions,
    (node) => {
      childOf(node, "properties")[name] = { type: "string" };
      if (required) node.required = [...namesIn(node.required), name];
    },
    name,
  );
}

/** A change of a schema, rated by all its uses. */
export function schemaProposal(
  survey: Survey,
  site: SchemaSite,
  words: string,
  directions: Directions,
  edit: (node: DocumentNode) => void,
  name?: string,
): Proposal {
  return {
    words,
    at: site.at,
    operations: operationsOf(site.uses),
    breaks: breaks(survey.document, site.uses, directions, name),
    edit: (document) => edit(nodeOf(document, site.at)),
  };
}

/** Sets `required`; OpenAPI 3.0 does not allow an empty one. */
function require(node: DocumentNode, names: readonly string[]): void {
  if (names.length > 0) node.required = names;
  else delete node.required;
}
