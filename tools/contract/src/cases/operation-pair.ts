import type { MediaType, Model, Operation, Parameter, Schema } from "@workshop/openapi";
import {
  type Choice,
  type Edge,
  type Input,
  InputMaker,
  type SchemaChecker,
  valueAt,
  withValueAt,
} from "@workshop/samples";
import { bodyScope, ClauseBook, PARAMETERS } from "../clauses/clause-book.ts";
import type { KeptSearch } from "../clauses/kept-clauses.ts";
import { undeclaredNames } from "../clauses/undeclared-names.ts";
import { type CredentialSet, credentialSets } from "../credentials/credential-set.ts";
import { whyNotAsked, whyRefusedWrongly } from "../prism/known-behaviour.ts";
import { encodeRequest } from "../wire/encode-request.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { roleOf, type SharedSchemas } from "./shared-schemas.ts";

/** One reading of a platform's document, with what checks values against it. */
export interface Reading {
  readonly model: Model;
  readonly checker: SchemaChecker;
}

/** An operation as its document says it, and as document and overlay say it together. */
export class OperationPair {
  readonly overlaid: Operation;
  readonly bare: Operation;
  readonly overlaidReading: Reading;
  readonly bareReading: Reading;
  readonly maker: InputMaker;
  readonly bareMaker: InputMaker;
  readonly book: ClauseBook;
  /** What other operations try; absent where there are none. */
  readonly shared: SharedSchemas | undefined;

  /** `media`: the media type of the body; by default the first that the document declares. */
  constructor(
    overlaidReading: Reading,
    bareReading: Reading,
    overlaid: Operation,
    bare: Operation,
    book: ClauseBook = new ClauseBook(overlaidReading.model),
    media?: MediaType,
    shared?: SharedSchemas,
  ) {
    this.overlaidReading = overlaidReading;
    this.bareReading = bareReading;
    this.overlaid = overlaid;
    this.bare = bare;
    this.book = book;
    this.shared = shared;
    this.maker = new InputMaker(overlaidReading.model, overlaid, overlaidReading.checker, media);
    const bareMedia = bare.requestBody?.content.find(({ mediaType }) => mediaType === media?.mediaType);
    this.bareMaker =
      overlaidReading === bareReading
        ? this.maker
        : new InputMaker(bareReading.model, bare, bareReading.checker, bareMedia);
  }

  /** The same with each of its bodies: as it is where there is none, or one. */
  perMedia(): OperationPair[] {
    const { overlaidReading, bareReading, overlaid, bare, book, shared } = this;
    const others = overlaid.requestBody?.content.slice(1) ?? [];
    return [
      this,
      ...others.map((media) => new OperationPair(overlaidReading, bareReading, overlaid, bare, book, media, shared)),
    ];
  }

  /** The media type of the body, where it is not the first. */
  get otherMedia(): MediaType | undefined {
    const { media } = this.maker;
    return media === this.overlaid.requestBody?.content[0] ? undefined : media;
  }

  /** The part of the document that speaks of a place of the input. */
  scopeOf([location]: readonly string[]): string {
    const { media } = this.maker;
    return location === "body" && media !== undefined ? bodyScope(media) : PARAMETERS;
  }

  /** The names in the body of an input of which nothing that fits it speaks: servers may ignore them, and clients refuse them. */
  undeclaredIn(input: Input): string[] {
    const { checker, media } = this.maker;
    const isMeant = (way: Schema, value: unknown): boolean => checker.accepts(way, value);
    return undeclaredNames(this.overlaidReading, [media?.schema ?? true], input.body, "body", isMeant);
  }

  /** Whether another operation tries an edge: one of the body, since each operation writes its parameters in its own way. */
  isTriedElsewhere(edge: Edge): boolean {
    return edge.place[0] === "body" && this.shared?.isTried(this.bodyRole, edge) === true;
  }

  /** There is a case of an edge. */
  noteTried(edge: Edge): void {
    if (edge.place[0] === "body") this.shared?.try(this.bodyRole, edge);
  }

  /** What the body of this media type is used as. */
  get bodyRole(): string {
    return roleOf(this.scopeOf(["body"]));
  }

  /** The input as the bare document sees it: a JSON document in a parameter is a text there. */
  toBare(input: Input): Input {
    let bare = input;
    for (const parameter of this.overlaid.parameters) {
      const place = [HOLDERS[parameter.in], parameter.name];
      const value = valueAt(input, place);
      if (value !== undefined && this.isDocumentInText(parameter))
        bare = withValueAt(bare, place, JSON.stringify(value));
    }
    return bare;
  }

  /** Whether the overlay knows a JSON document where the bare document knows a text. */
  isDocumentInText(parameter: Parameter): boolean {
    const bare = this.bare.parameters.find(
      ({ name, in: location }) => name === parameter.name && location === parameter.in,
    );
    return parameter.serialisation.kind === "content" && bare?.serialisation.kind === "style";
  }

  /** The input on the wire, with credentials that Prism takes. @throws {Unwritable} */
  wire(input: Input, credentials: Pick<CredentialSet, "arrives"> | undefined = this.bareCredentials()): WireRequest {
    const request = encodeRequest(this.bare, this.overlaid, input, this.bareReading.model);
    return credentials === undefined ? request : withCredentials(request, credentials);
  }

  /** Credentials for the first alternative of the bare document. */
  bareCredentials(): CredentialSet | undefined {
    return this.bare.security.flatMap(credentialSets)[0];
  }
}

const HOLDERS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** The request with credentials added by hand. */
export function withCredentials(request: WireRequest, { arrives }: Pick<CredentialSet, "arrives">): WireRequest {
  const headers = [...request.headers];
  let { target } = request;
  for (const { in: location, name, value } of arrives) {
    if (location === "header") headers.push([name, value]);
    else if (location === "query") target += `${target.includes("?") ? "&" : "?"}${encodeURIComponent(name)}=${value}`;
    else {
      const index = headers.findIndex(([known]) => known === "cookie");
      const cookie = `${name}=${value}`;
      if (index < 0) headers.push(["cookie", cookie]);
      else headers[index] = ["cookie", `${headers[index]?.[1]}; ${cookie}`];
    }
  }
  return { ...request, target, headers };
}

/** What was chosen, and where. */
export function wordsOf({ point, index }: Choice): string {
  const { at, keyword, labels } = point;
  const label = labels[index] ?? "";
  return at === "" ? label : `${at} as ${keyword === "enum" ? label : `"${label}"`}`;
}

/** What the part of an input that an edge is in is looked at with. */
export function searchOf(pair: OperationPair, { place }: Edge): KeptSearch {
  return { book: pair.book, checker: pair.maker.checker, scope: pair.scopeOf(place), mode: "request" };
}

/** Why Prism cannot be asked anything with an input: it crashes, or refuses the input whatever else is asked. */
export function whyOutOfQuestion(pair: OperationPair, input: Input): string | undefined {
  return (
    whyNotAsked(pair.bareReading, pair.bare, input) ??
    whyRefusedWrongly(pair.bareReading, pair.bare, pair.toBare(input))
  );
}
