import type { Operator } from "../mutant.ts";
import { type DocumentNode, follow, isNode, type Tokens } from "../survey/document-node.ts";
import type { SchemaSite, SchemaUse } from "../survey/sites.ts";
import type { Survey } from "../survey/survey.ts";
import { schemaProposal } from "./property-operators.ts";
import { wordsOf } from "./rules.ts";

/** Changes of what may be chosen: values of an enum, branches of a union. */
export const choiceOperators: readonly Operator[] = [
  {
    name: "enum value dropped",
    *propose(survey) {
      for (const { site, values } of enums(survey)) {
        if (values.length < 2) continue;
        for (const value of values) {
          const known: readonly unknown[] = Array.isArray(site.client?.enum) ? site.client.enum : values;
          const request = known.includes(value) ? "the client may send it" : undefined;
          const words = `${wordsOf(site)} without ${JSON.stringify(value)}`;
          yield schemaProposal(survey, site, words, request === undefined ? {} : { request }, (node) => {
            node.enum = values.filter((other) => other !== value);
          });
        }
      }
    },
  },
  {
    name: "enum value added",
    *propose(survey) {
      // "In responses ... enum values that the document does not know yet [are fine]."
      for (const { site, values } of enums(survey)) {
        const texts = values.filter((value) => typeof value === "string");
        const numbers = values.filter((value) => typeof value === "number");
        const value = texts.length > 0 ? `${texts[0]}-added` : Math.max(0, ...numbers) + 1;
        if (texts.length + numbers.length === 0) continue;
        // First, so that a mock answers with it.
        yield schemaProposal(survey, site, `${wordsOf(site)} with a further value`, {}, (node) => {
          node.enum = [value, ...values];
        });
      }
    },
  },
  {
    name: "union branch dropped",
    *propose(survey) {
      for (const { site, keyword, branches } of unions(survey)) {
        if (branches.length < 2) continue;
        for (const [index, branch] of branches.entries()) {
          const others = branches.filter((_, other) => other !== index);
          const request = (use: SchemaUse): string | undefined =>
            isAccepted(use, branch, others) ? undefined : "the client may send what it allowed";
          const words = `${wordsOf(site)} without branch ${index + 1} of ${keyword}`;
          yield schemaProposal(survey, site, words, { request }, (node) => {
            const list = Array.isArray(node[keyword]) ? node[keyword] : [];
            node[keyword] = list.filter((_: unknown, other: number) => other !== index);
          });
        }
      }
    },
  },
  {
    name: "union branch added",
    *propose(survey) {
      for (const { site, keyword, branches } of unions(survey)) {
        const types = new Set(branches.flatMap(({ type }) => (type === undefined ? ["object"] : [type].flat())));
        const type = ["boolean", "array"].find((candidate) => !types.has(candidate));
        // In a text a further scalar may look like one that is there, which is one too many for `oneOf`.
        if (type === undefined || (keyword === "oneOf" && site.uses.some(({ carrier }) => carrier === "text")))
          continue;
        const response = ({ carrier }: SchemaUse): string | undefined =>
          carrier === "json" ? "the client's types do not know it" : undefined;
        yield schemaProposal(
          survey,
          site,
          `${wordsOf(site)} with a further branch of ${keyword}`,
          { response },
          (node) => {
            const added = type === "array" ? { type, items: { type: "string" } } : { type };
            node[keyword] = [...(Array.isArray(node[keyword]) ? node[keyword] : []), added];
          },
        );
      }
    },
  },
];

function enums({ schemas }: Survey): { site: SchemaSite; values: readonly unknown[] }[] {
  return schemas.flatMap((site) => (Array.isArray(site.node.enum) ? [{ site, values: site.node.enum }] : []));
}

interface Union {
  readonly site: SchemaSite;
  readonly keyword: "anyOf" | "oneOf";
  /** References followed. */
  readonly branches: readonly DocumentNode[];
}

function unions({ schemas, document }: Survey): Union[] {
  return schemas.flatMap((site) =>
    (["anyOf", "oneOf"] as const).flatMap((keyword): Union[] => {
      const list: unknown = site.node[keyword];
      if (!Array.isArray(list)) return [];
      const at = (index: number): Tokens => [...site.at, keyword, String(index)];
      return [{ site, keyword, branches: list.map((_, index) => follow(document, at(index))?.node ?? {}) }];
    }),
  );
}

/** Whether the client sends nothing of a branch, or only what another allows, too. */
function isAccepted({ carrier }: SchemaUse, branch: DocumentNode, others: readonly DocumentNode[]): boolean {
  if (others.some((other) => isPlain(other) && other.type === undefined)) return true; // which allows anything
  // A text cannot be null, and every text of a number is a text.
  if (carrier === "json")
    return others.some((other) => other.type === "number" && branch.type === "integer" && isPlain(other));
  return (
    branch.type === "null" || (isScalar(branch) && others.some((other) => other.type === "string" && isPlain(other)))
  );
}

function isScalar({ type }: DocumentNode): boolean {
  return ["boolean", "integer", "number", "string"].includes(String(type));
}

/** Whether a schema says nothing but its type. */
function isPlain(schema: DocumentNode): boolean {
  return isNode(schema) && Object.keys(schema).every((key) => ["type", "title", "description"].includes(key));
}
