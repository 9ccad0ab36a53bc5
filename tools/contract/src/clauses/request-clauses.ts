import type { InputRule, MediaType, Operation, Parameter } from "@workshop/openapi";
import { type Edge, type Input, placeOf, type SchemaChecker, valueAt } from "@workshop/samples";
import type { Clause } from "../cases/case.ts";
import { bodyScope, type ClauseBook, OPERATION, PARAMETERS } from "./clause-book.ts";
import { edgeClausesAmong } from "./edge-clauses.ts";
import { keptClauses } from "./kept-clauses.ts";

/** What a request that is right says, and to whom. */
export interface SaidRequest {
  readonly book: ClauseBook;
  readonly checker: SchemaChecker;
  readonly operation: Operation;
  readonly media: MediaType | undefined;
  readonly input: Input;
  /** Whether the input means everything, and the call says so. */
  readonly isUnbounded: boolean;
}

/** The clauses that a request which is right exercises: those of its parts, of what they hold, and the rules over them. */
export function requestClauses(request: SaidRequest): Clause[] {
  const { book, operation, isUnbounded } = request;
  const { unbounded } = operation;
  return [
    ...operationClauses(book, operation),
    ...operation.parameters.flatMap((parameter) => parameterClauses(request, parameter)),
    ...bodyClauses(request),
    ...operation.inputRules.flatMap((rule) => ruleClauses(request, rule)),
    ...(unbounded === undefined
      ? []
      : [book.at(OPERATION, unbounded.source, "x-unbounded", isUnbounded ? "present" : "absent")]),
  ];
}

/** Method and path, and the name in the client. */
export function operationClauses(book: ClauseBook, operation: Operation): Clause[] {
  const { source, operationId } = operation;
  const called = book.at(OPERATION, source, "operation", "kept");
  if (operationId === undefined) return [called];
  return [called, book.at(OPERATION, book.model.within(source, "operationId"), "operationId", "kept")];
}

function parameterClauses({ book, checker, input }: SaidRequest, parameter: Parameter): Clause[] {
  const { source, schema } = parameter;
  const value = valueAt(input, placeOf(parameter));
  if (value === undefined) return [book.at(PARAMETERS, source, "parameter", "absent")];
  const kept = keptClauses({ book, checker, scope: PARAMETERS, mode: "request" }, schema, value);
  return [
    book.at(PARAMETERS, source, "parameter", "present"),
    ...(showsSerialisation(parameter, value) ? serialisationClauses(book, parameter) : []),
    ...kept,
  ];
}

/** The keywords of a parameter that say how it is written. */
export function serialisationClauses(book: ClauseBook, { source, serialisation }: Parameter): Clause[] {
  if (serialisation.kind === "content") {
    const written = book.model.within(source, "content", serialisation.mediaType);
    return [book.at(PARAMETERS, written, "media type", "kept")];
  }
  return ["style", "explode", "allowReserved"].flatMap((keyword) => {
    const written = book.model.within(source, keyword);
    // What is not written out has no place of its own.
    return written === source ? [] : [book.at(PARAMETERS, written, keyword, "kept")];
  });
}

/** A single value is written alike in all styles of its location, or nearly: two are needed to see what is between them. */
function showsSerialisation({ serialisation }: Parameter, value: unknown): boolean {
  // These say something beside a single value, too.
  if (serialisation.kind === "content" || /^(?:label|matrix|deepObject)$/.test(serialisation.style)) return true;
  return typeof value !== "object" || value === null || Object.keys(value).length > 1;
}

function bodyClauses({ book, checker, operation, media, input }: SaidRequest): Clause[] {
  const body = operation.requestBody;
  if (body === undefined) return [];
  if (!Object.hasOwn(input, "body")) return [book.at(OPERATION, body.source, "body", "absent")];
  const given = book.at(OPERATION, body.source, "body", "present");
  if (media === undefined) return [given];
  const scope = bodyScope(media);
  const kept = keptClauses({ book, checker, scope, mode: "request" }, media.schema ?? true, input.body);
  return [given, book.at(scope, media.source, "media type", "kept"), ...kept];
}

/** A rule, and the way in which the input keeps it. */
function ruleClauses({ book, checker, input }: SaidRequest, rule: InputRule): Clause[] {
  const { contentType: _contentType, ...content } = input;
  const kept = book.at(OPERATION, rule.source, "rule", "kept");
  if (rule.kind === "order") {
    const isSeen = [rule.earlier, rule.later].every((place) => valueAt(input, place.split(".")) !== undefined);
    return isSeen ? [kept] : [];
  }
  const ways = (["anyOf", "oneOf"] as const).flatMap((keyword) =>
    (rule.schema[keyword] ?? []).flatMap((branch, index) =>
      checker.accepts(branch, content) ? [book.of(OPERATION, rule.schema, "kept", keyword, index)] : [],
    ),
  );
  return [kept, ...ways];
}

/** The clauses that a request which is right exercises by an edge: a limit met exactly, or something left out. */
export function edgeClauses(request: SaidRequest, edge: Edge, scope: string): Clause[] {
  const clauses = [
    ...request.operation.parameters.flatMap((parameter) => parameterClauses(request, parameter)),
    ...bodyClauses(request),
  ];
  const { book, checker } = request;
  return edgeClausesAmong({ book, checker, scope, mode: "request" }, clauses, edge);
}
