import { isJson, toPointer } from "@workshop/openapi";
import { type DocumentNode, follow, isNode, lookUp, type Tokens } from "./document-node.ts";
import type { ParameterSite, SchemaSite, SchemaUse, SurveyedOperation, UnionStep } from "./sites.ts";

/** Collects the schemas of a document, each once, with every use that operations make of it. */
export class SchemaSites {
  private readonly sites = new Map<string, SchemaSite & { uses: SchemaUse[] }>();
  private readonly document: DocumentNode;
  private readonly overlaid: unknown;

  constructor(document: DocumentNode, overlaid: unknown) {
    this.document = document;
    this.overlaid = overlaid;
  }

  all(): SchemaSite[] {
    return [...this.sites.values()];
  }

  addParameter(operation: SurveyedOperation, { at, node, bare, client, words }: ParameterSite): void {
    const isContent = isNode(node.content);
    const schemaAt = isContent
      ? [...at, "content", Object.keys(node.content ?? {})[0] ?? "", "schema"]
      : [...at, "schema"];
    const isDocument = client?.serialisation.kind === "content" && bare.serialisation.kind === "style";
    const carrier = isContent ? "json" : "text";
    this.walk(schemaAt, {
      ...plainUse(operation, "request", carrier, words),
      isDocument,
      isInPath: bare.in === "path",
    });
  }

  addBodies(operation: SurveyedOperation): void {
    const body = follow(this.document, [...operation.at, "requestBody"]);
    const medias = isNode(body?.node.content) ? Object.keys(body.node.content) : [];
    for (const media of medias) {
      const words = `${operation.label}body${medias.length > 1 ? ` (${media})` : ""}`;
      const isForm = media === "multipart/form-data" || media === "application/x-www-form-urlencoded";
      const carrier = isJson(media) || isForm ? "json" : "text";
      const use = plainUse(operation, "request", carrier, words);
      this.walk([...(body?.at ?? []), "content", media, "schema"], use, isForm);
    }
  }

  addResponses(operation: SurveyedOperation): void {
    for (const { status, content } of operation.bare.responses) {
      const response = follow(this.document, [...operation.at, "responses", status]);
      for (const { mediaType } of content) {
        const words = `${operation.label}response ${status}${content.length > 1 ? ` (${mediaType})` : ""}`;
        const use = plainUse(operation, "response", isJson(mediaType) ? "json" : "text", words);
        this.walk([...(response?.at ?? []), "content", mediaType, "schema"], use);
      }
    }
  }

  /** `isForm`: the properties of this schema travel as fields of a form, which are texts. */
  private walk(at: Tokens, use: SchemaUse, isForm = false, seen: ReadonlySet<string> = new Set()): void {
    const placed = follow(this.document, at);
    if (placed === undefined) return;
    const key = toPointer(placed.at);
    if (seen.has(key)) return;
    const inner = new Set([...seen, key]);
    const { node } = placed;
    const client = lookUp(this.overlaid, placed.at);
    const site = this.sites.get(key) ?? { ...placed, client: isNode(client) ? client : undefined, uses: [] };
    this.sites.set(key, site);
    site.uses.push(use);
    const below = (token: string, name: string, words: string, next: Partial<SchemaUse> = {}): void => {
      const unions = use.unions.map((union) => ({ ...union, path: [...union.path, name] }));
      this.walk([...placed.at, ...token.split("\n")], { ...use, isPart: false, unions, words, ...next }, false, inner);
    };
    for (const [name, property] of Object.entries(isNode(node.properties) ? node.properties : {})) {
      const target = follow(this.document, [...placed.at, "properties", name])?.node;
      if (target === undefined || !isCarried(use, target) || !isNode(property)) continue;
      const words = `${use.words}${isNamed(use.words) ? "." : " "}${name}`;
      // A field of a form is a text, or the JSON text of an object.
      const carrier = isForm ? (isObjectSchema(target) ? "json" : "text") : use.carrier;
      below(`properties\n${name}`, name, words, { carrier });
    }
    if (isNode(node.items)) below("items", "[]", `${use.words}[]`);
    if (isNode(node.additionalProperties)) below("additionalProperties", "*", `${use.words}.*`);
    for (const [index] of (Array.isArray(node.prefixItems) ? node.prefixItems : []).entries()) {
      below(`prefixItems\n${index}`, String(index), `${use.words}[${index}]`);
    }
    for (const [index] of (Array.isArray(node.allOf) ? node.allOf : []).entries()) {
      this.walk([...placed.at, "allOf", String(index)], { ...use, isPart: true }, isForm, inner);
    }
    for (const keyword of ["anyOf", "oneOf"] as const) this.walkUnion(placed.at, keyword, use, isForm, inner);
  }

  private walkUnion(
    at: Tokens,
    keyword: UnionStep["keyword"],
    use: SchemaUse,
    isForm: boolean,
    seen: ReadonlySet<string>,
  ): void {
    const list = lookUp(this.document, [...at, keyword]);
    const branches = (Array.isArray(list) ? list : []).map((_, index) => [...at, keyword, String(index)]);
    const nodes = branches.map((branch) => follow(this.document, branch)?.node ?? {});
    const substantial = nodes.filter(({ type }) => type !== "null").length;
    for (const [index, branch] of branches.entries()) {
      const step = {
        keyword,
        branch: nodes[index] ?? {},
        siblings: nodes.filter((_, other) => other !== index),
        path: [],
      };
      const label =
        substantial > 1 || nodes[index]?.type === "null" ? ` (${labelOf(this.document, branch, index)})` : "";
      this.walk(
        branch,
        { ...use, isPart: false, words: `${use.words}${label}`, unions: [...use.unions, step] },
        isForm,
        seen,
      );
    }
  }
}

/** Whether a property with this schema travels in that direction at all. */
export function isCarried({ direction }: Pick<SchemaUse, "direction">, property: DocumentNode): boolean {
  return direction === "request" ? property.readOnly !== true : property.writeOnly !== true;
}

function plainUse(
  operation: SurveyedOperation,
  direction: SchemaUse["direction"],
  carrier: SchemaUse["carrier"],
  words: string,
): SchemaUse {
  return { operation, direction, carrier, words, unions: [], isPart: false, isDocument: false, isInPath: false };
}

/** Whether the words lead to a name already, so that a further one is written behind a dot. */
function isNamed(words: string): boolean {
  return !/(?:^| )(?:body|response \w+)(?: \([^()]*\))*$/.test(words);
}

function isObjectSchema(node: DocumentNode): boolean {
  return node.type === "object" || node.properties !== undefined || node.allOf !== undefined;
}

function labelOf(document: DocumentNode, at: Tokens, index: number): string {
  const node = lookUp(document, at);
  if (!isNode(node)) return `form ${index + 1}`;
  if (typeof node.$ref === "string") return node.$ref.split("/").at(-1) ?? "";
  if (typeof node.title === "string") return node.title;
  return typeof node.type === "string" && node.type !== "object" ? node.type : `form ${index + 1}`;
}
