import type { Model, Parameter } from "@workshop/openapi";
import type { Operator } from "../mutant.ts";
import { isNode } from "../survey/document-node.ts";
import type { ParameterSite } from "../survey/sites.ts";
import { proposal } from "./parameter-operators.ts";

/** What a style has to write. */
type Kind = "list" | "number" | "object" | "text";

const OTHERWISE = "the client writes it as it was declared";

/** Changes of how a parameter's value is written. */
export const styleOperators: readonly Operator[] = [
  {
    name: "explode turned over",
    *propose({ bareModel, parameters }) {
      for (const site of parameters) {
        const { serialisation } = site.bare;
        const kind = kindOf(bareModel, site.bare);
        if (serialisation.kind !== "style" || serialisation.style === "deepObject" || kind === undefined) continue;
        // `simple` writes a list alike in either way, and a scalar has nothing to explode.
        const isAlike = kind === "text" || kind === "number" || (kind === "list" && serialisation.style === "simple");
        yield proposal(site, `with explode ${!serialisation.explode}`, isAlike ? undefined : OTHERWISE, (node) => {
          node.explode = !serialisation.explode;
        });
      }
    },
  },
  {
    name: "style changed",
    *propose({ bareModel, parameters }) {
      for (const site of parameters) {
        const kind = kindOf(bareModel, site.bare);
        const style = kind === undefined ? undefined : otherStyle(site.bare, kind);
        if (style === undefined) continue;
        yield proposal(site, `in the style ${style}`, OTHERWISE, (node) => {
          node.style = style;
          node.explode = style === "form";
        });
      }
    },
  },
  {
    name: "parameter made a JSON document",
    *propose({ bareModel, parameters }) {
      for (const site of parameters) {
        const kind = kindOf(bareModel, site.bare);
        if (site.bare.serialisation.kind !== "style" || kind === undefined) continue;
        // A number is its own JSON document; a text, a list and an object are not.
        yield proposal(site, "as a JSON document", kind === "number" ? undefined : OTHERWISE, (node) => {
          const { schema } = node;
          for (const keyword of ["schema", "style", "explode", "allowReserved", "example", "examples"])
            delete node[keyword];
          node.content = { "application/json": { schema } };
        });
      }
    },
  },
];

function otherStyle(site: ParameterSite["bare"], kind: Kind): string | undefined {
  if (site.serialisation.kind !== "style") return undefined;
  if (site.in === "path") return site.serialisation.style === "label" ? "simple" : "label";
  if (site.in !== "query" || kind === "text" || kind === "number") return undefined;
  if (kind === "object") return site.serialisation.style === "deepObject" ? "form" : "deepObject";
  return site.serialisation.style === "pipeDelimited" ? "form" : "pipeDelimited";
}

/** What a parameter's schema is about; `undefined` where that is a matter of choice. */
function kindOf(model: Model, { schema }: Parameter): Kind | undefined {
  const resolved = model.resolve(schema);
  if (!isNode(resolved)) return undefined;
  switch (resolved.type) {
    case "array":
      return "list";
    case "object":
      return "object";
    case "boolean":
    case "integer":
    case "number":
      return "number";
    case "string":
      return "text";
    default:
      return undefined;
  }
}
