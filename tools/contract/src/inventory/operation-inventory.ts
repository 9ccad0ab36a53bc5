import {
  type InputRule,
  isForm,
  type MediaType,
  type Operation,
  ownServer,
  type Parameter,
  type Response,
  type Source,
} from "@workshop/openapi";
import { bodyScope, OPERATION, PARAMETERS, responseScope } from "../clauses/clause-book.ts";
import { operationClauses, serialisationClauses } from "../clauses/request-clauses.ts";
import { describedBy, responseReading } from "../clauses/response-reading.ts";
import { ClauseList, type InventoriedClause, type InventoryReading } from "./clause-list.ts";
import { listSchema } from "./schema-inventory.ts";
import * as unreachable from "./unreachable.ts";
import * as noValue from "./valueless.ts";

/** All clauses of an operation, in the order in which a request is made and answered. */
export function operationInventory(reading: InventoryReading, operation: Operation): InventoriedClause[] {
  const list = new ClauseList(reading.book);
  listOperation(reading, list, operation);
  listSecurity(reading, list, operation);
  for (const rule of operation.inputRules) listRule(list, rule);
  listOverlay(reading, list, operation);
  for (const parameter of operation.parameters) listParameter(reading, list, parameter);
  listBody(reading, list, operation);
  for (const declared of operation.responses) listResponse(reading, list, operation, declared);
  const why = noValue.call(reading, operation);
  return why === undefined ? list.all() : list.all().map((entry) => ({ ...entry, unreachable: why }));
}

function listOperation({ book, model }: InventoryReading, list: ClauseList, operation: Operation): void {
  const { method, path, operationId } = operation;
  for (const clause of operationClauses(book, operation)) {
    const words = clause.keyword === "operationId" ? `operationId: ${operationId}` : `${method.toUpperCase()} ${path}`;
    list.at(OPERATION, clause.source, clause.keyword, words, { kept: undefined });
  }
  for (const server of ownServer(model, operation) === undefined ? model.servers : operation.servers) {
    list.at(OPERATION, server.source, "server", `server ${server.url}`, { kept: unreachable.server(server) });
  }
}

function listSecurity({ model }: InventoryReading, list: ClauseList, operation: Operation): void {
  const { security, source } = operation;
  const isOptional = security.some(({ schemes }) => schemes.length === 0);
  for (const alternative of security) {
    const why = unreachable.security(alternative);
    const names = alternative.schemes.map(({ scheme }) => scheme.name).join(" and ");
    const words = names === "" ? "no credentials" : `credentials: ${names}`;
    const broken = isOptional ? {} : { broken: undefined };
    list.at(OPERATION, alternative.source, "security", words, { kept: why, ...broken });
    for (const { scheme } of alternative.schemes) {
      list.at(OPERATION, scheme.source, "security scheme", `scheme ${scheme.name}`, { kept: why });
      for (const flow of scheme.type === "oauth2" ? scheme.flows : []) {
        list.at(OPERATION, flow.source, "flow", `flow ${flow.grant}`, { kept: why });
      }
    }
  }
  // An empty list of its own: nothing is asked for.
  const own = model.within(source, "security");
  if (security.length === 0 && own !== source)
    list.at(OPERATION, own, "security", "no credentials", { kept: undefined });
}

function listRule(list: ClauseList, rule: InputRule): void {
  list.at(OPERATION, rule.source, "rule", `rule ${rule.name}`, { kept: undefined, broken: undefined });
  if (rule.kind === "order") return;
  for (const keyword of ["anyOf", "oneOf"] as const) {
    for (const [index, branch] of (rule.schema[keyword] ?? []).entries()) {
      const title = typeof branch === "object" ? branch.title : undefined;
      list.of(OPERATION, rule.schema, keyword, title ?? `way ${index + 1}`, { kept: undefined }, index);
    }
  }
}

/** What only overlays say of an operation. */
function listOverlay({ model }: InventoryReading, list: ClauseList, operation: Operation): void {
  const { unbounded, retry, outcome } = operation;
  if (unbounded !== undefined) {
    const sides = { present: undefined, absent: undefined, broken: undefined };
    list.at(OPERATION, unbounded.source, "x-unbounded", "x-unbounded", sides);
  }
  if (retry !== undefined) {
    const repeated = retry.rating === "unsafe" ? {} : { present: undefined };
    const notRepeated = retry.rating === "safe" ? {} : { absent: undefined };
    list.at(OPERATION, retry.source, "x-retry", `a repeat is ${retry.rating}`, { ...repeated, ...notRepeated });
  }
  for (const [keyword, words] of Object.entries(outcome ?? {})) {
    if (outcome === undefined || keyword === "source") continue;
    const place: Source = model.within(outcome.source, keyword);
    list.at(OPERATION, place, "x-outcome", `${keyword}: ${String(words)}`, { kept: undefined });
  }
}

function listParameter(reading: InventoryReading, list: ClauseList, parameter: Parameter): void {
  const { model, book } = reading;
  const { name, in: location, source, required, schema, serialisation } = parameter;
  const absent = required ? {} : { absent: undefined };
  const isStyled = serialisation.kind === "style";
  const use = { reading, list, scope: PARAMETERS, direction: "request", isText: false, isStyled } as const;
  const none = noValue.valueless(use, schema) ?? unreachable.unwritable(use, schema);
  const isPlain = serialisation.kind === "content" || /^(?:label|matrix)$/.test(serialisation.style);
  const single = isPlain ? undefined : unreachable.single(reading, schema);
  list.at(PARAMETERS, source, "parameter", `${location} parameter ${name}`, { present: none, ...absent });
  const place = model.within(source, "required");
  if (required)
    list.at(PARAMETERS, place, "required", `${location} parameter ${name} is required`, { broken: undefined });
  for (const clause of serialisationClauses(book, parameter)) {
    list.at(PARAMETERS, clause.source, clause.keyword, `${name}: ${clause.keyword}`, { kept: none ?? single });
  }
  for (const nothing of parameter.unwritable) {
    list.at(PARAMETERS, nothing, "type", `${name}: null`, { kept: unreachable.NULL_IN_STYLE });
  }
  listSchema(use, schema, none);
}

function listBody(reading: InventoryReading, list: ClauseList, { requestBody }: Operation): void {
  if (requestBody === undefined) return;
  const { source, required, content } = requestBody;
  // Of a body that has to be there the cases tell that none can be made.
  const reasons = content.map(({ schema = true }) =>
    required ? undefined : noValue.valueless({ reading, direction: "request" }, schema),
  );
  const none = reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
  list.at(OPERATION, source, "body", "body", { present: none, ...(required ? {} : { absent: undefined }) });
  const place = reading.model.within(source, "required");
  if (required) list.at(OPERATION, place, "required", "the body is required", { broken: undefined });
  for (const [index, media] of content.entries()) {
    const scope = bodyScope(media);
    list.at(scope, media.source, "media type", media.mediaType, { kept: reasons[index] });
    const use = {
      reading,
      list,
      scope,
      direction: "request",
      isText: false,
      isForm: isForm(media?.mediaType ?? ""),
    } as const;
    listSchema(use, media.schema ?? true, reasons[index]);
  }
}

function listResponse(reading: InventoryReading, list: ClauseList, operation: Operation, declared: Response): void {
  const { status, source, headers, content } = declared;
  const scope = responseScope(declared);
  const why = unreachable.status(declared);
  list.at(scope, source, "status", `status ${status}`, { kept: why });
  for (const header of headers) {
    const sides = { present: why ?? unreachable.header(header.name), absent: why ?? unreachable.header(header.name) };
    list.at(scope, header.source, "header", `header ${header.name}`, sides);
    const use = { reading, list, scope: `${scope} header`, direction: "response", isText: true } as const;
    listSchema(use, header.schema ?? true, unreachable.HEADER_AS_TEXT);
  }
  for (const media of content) listMediaType(reading, list, operation, declared, media, why);
}

function listMediaType(
  reading: InventoryReading,
  list: ClauseList,
  operation: Operation,
  declared: Response,
  media: MediaType,
  why: string | undefined,
): void {
  const scope = responseScope(declared, media);
  const read = responseReading(reading.model, operation, declared, media);
  list.at(scope, media.source, "media type", media.mediaType, { kept: why ?? read.whyNotReached });
  if (media.failure !== undefined) {
    list.at(scope, media.failure.source, "x-failure", "x-failure", { kept: undefined, broken: undefined });
  }
  const use = { reading, list, scope, direction: "response", isText: read.kind === "text" } as const;
  const schema = describedBy(reading.model, media);
  const none = noValue.valueless({ reading, direction: "response" }, schema);
  listSchema(use, schema, why ?? read.whyNotReached ?? read.whyNotLookedAt ?? none);
}
