/** The ground floor: what generated code says of an operation. Everything here is data and types; it imports nothing. */

/** Where a value stands. A text is made of it for an issue only. */
export interface Place {
  readonly up: Place | undefined;
  readonly key: number | string;
}

/** Something that is wrong with a value. Of most findings nobody wants to know: they are about alternatives that were not meant. */
export interface Finding extends Place {
  /** The JSON Schema keyword that is broken; or `json`: JSON cannot carry the value. */
  readonly rule: string;
  /** What the document says under that keyword. */
  readonly argument: unknown;
  /** What breaks the rule. No issue tells it. */
  readonly value: unknown;
  /** Says more than keyword and argument do; `undefined`: they say enough. */
  readonly message: (() => string) | undefined;
}

/** Which parts of an object or a list the schemas that apply to it have described. */
export interface Evaluated {
  /** Names that are described, a list for each schema. */
  readonly names: (readonly string[])[];
  /** A schema says nothing but that there may be an object: any name is welcome. */
  isAny: boolean;
  /** A schema has looked at every name. */
  hasAllNames: boolean;
  /** So many items, from the first one on. */
  items: number;
  /** Further items, by their index. */
  readonly contained: number[];
  /** Bytes are welcome. */
  isBinary: boolean;
  /** What is wrong with alternatives that did not fit where others did, and the names that they describe. */
  readonly unfit: (readonly [names: readonly string[], first: Finding])[];
}

/**
 * How a value is read. `request`: strictly, for what is about to be sent. `response`: leniently, for what a later version
 * of the server may say. `rule`: as JSON Schema means it, formats asserted, for rules over an input that was checked before.
 */
export type Mode = "request" | "response" | "rule";

/** What the checks of one value share. */
export interface CheckContext {
  readonly mode: Mode;
  /** Whether there can be no bytes as they are, whatever the schema says: JSON and texts have none. */
  withoutBytes: boolean;
  /** `undefined`: nothing is wrong so far. */
  findings: Finding[] | undefined;
  /** Of the value at hand, while several schemas apply to it together; else `undefined`. */
  evaluated: Evaluated | undefined;
}

/** Reports what is wrong with a value. A function for each keyword, so that only documents that use one carry it. */
export type Check = (value: unknown, context: CheckContext, up: Place | undefined, key: number | string) => void;

/** The properties of an input that hold parameters. */
export type Group = "cookies" | "headers" | "path" | "query";

/**
 * Makes sure that the names which an exploded object brings do not pass for another parameter or a credential.
 * @param text as it was written
 * @param before what was written in the same place before
 * @throws TypeError
 */
export type CheckSpread = (
  parameter: Parameter,
  text: string,
  before: string,
  parameters: readonly Parameter[],
  schemes: readonly Authenticator[],
) => void;

/** What a request is made of besides its path and body. */
export interface RequestParts {
  /** By lower-case name; `undefined`: none. */
  headers: Record<string, string> | undefined;
  /** `?name=text` for the first, `&name=text` for each of the others. */
  query: string;
  /** `; name=text` for each. */
  cookies: string;
}

/** One parameter of an operation. */
export interface Parameter {
  readonly group: Group;
  readonly name: string;
  /** The header that it travels in, in small letters; `undefined`: in none. */
  readonly header: string | undefined;
  readonly check: Check;
  readonly isRequired: boolean;
  /** Whether an empty text is a value to the server, and not taken for none. */
  readonly mayBeEmpty: boolean;
  /** Where the keys of an object become names of their own: makes sure that they are not those of others. */
  readonly spread: CheckSpread | undefined;
  /**
   * For the path a segment, for a header its value, else `name=value` pairs joined as they are sent.
   * @throws TypeError, a sentence about the value but without it, for what would not be read back unchanged
   */
  readonly write: (value: unknown) => string;
  /** Puts what was written where it travels; segments of the path are put there by the engine. */
  readonly put: (parts: RequestParts, text: string) => void;
}

/** What `fetch` takes as a body: as often as need be, but for a stream, which it takes once. */
export type SentBody = Blob | ReadableStream<Uint8Array> | string;

/** What a body's writer throws. */
export interface FieldError extends TypeError {
  /** The property that cannot be written; `undefined`: it is about the whole body. */
  readonly field?: string;
}

/** A media type of a request's body. */
export interface Body {
  readonly mediaType: string;
  readonly check: Check;
  readonly isRequired: boolean;
  /** Whether bytes may travel in it as they are. */
  readonly takesBytes: boolean;
  /** Where the media type is a range: whether another one is within it. */
  readonly covers: ((mediaType: unknown) => boolean) | undefined;
  /**
   * What is said of its media type, where that is not just `mediaType`: a form has a boundary, a range leaves it open.
   * @param named by the caller; `undefined`: it is not
   * @throws TypeError
   */
  readonly typeOf: ((sent: SentBody, named: string | undefined) => string) | undefined;
  /** @throws TypeError, a sentence about the value but without it, for what would not be read back unchanged */
  readonly write: (value: unknown) => SentBody;
}

/** Reads the bytes of a response. It throws what stands in the way. */
export type ReadBytes = (bytes: Uint8Array<ArrayBuffer>, head: ReadableHead, redaction?: Redactor) => unknown;

/** The headers of a response, as far as reading its body asks for them. */
export interface ReadableHead {
  /** @returns `null` where there is no such header */
  get(name: string): string | null;
}

/** Redacts secrets in whatever may be shown. */
export interface Redactor {
  redact(text: string): string;
}

/** Reads a response as a stream of items. */
export interface ItemReader {
  /** What an item is on the wire: the data of an event (JSON, or a text), an event, a line or a record. */
  readonly kind: "data" | "event of JSON" | "event" | "line" | "record" | "text";
  readonly check: Check | undefined;
  /** @param source the engine's own */
  readonly open: (source: object) => object;
}

/**
 * Opens a response as a stream; `undefined`: it is none.
 * @param call the engine's own
 */
export type OpenStream = (
  call: object,
  head: ReadableHead & { readonly status: number },
  body: FetchedResponse["body"],
) => { readonly key: number | string; readonly data: object } | undefined;

/** A media type of a response. */
export interface ResponseMedia {
  readonly check?: Check;
  /** Reads it otherwise than its media type says. Absent: JSON as a value, text as a string, anything else as a `Blob`. */
  readonly read?: ReadBytes;
  /** It is a stream of items. */
  readonly items?: ItemReader;
  /** What satisfies this is a failure in spite of its status. */
  readonly failure?: Check;
  /** The property of a failure that says why. */
  readonly reason?: string;
}

/** An input, by group; each group a record without a prototype. */
export type InputRecord = Readonly<Record<string, unknown>>;

/** Where the parameters stand among the values of an input: the index of each by its group and name. */
export type ParameterPlaces = Readonly<Record<string, Readonly<Record<string, number | undefined>> | undefined>>;

/** An input that was read, as rules look at it. */
export interface GivenInput {
  /** Of the parameters, in the order of the definition; `undefined`: it is not given. */
  readonly values: readonly unknown[];
  /** The groups that are given, `body` among them. */
  readonly groups: readonly string[];
  /** All of it. Few calls need it, so that it is made when somebody asks. */
  readonly input: InputRecord;
}

/** Something that holds for an input, or does not. Where the parameters stand, it is told once, and calls need not look for them. */
export type Condition = (places: ParameterPlaces) => (given: GivenInput) => boolean;

/** A rule over several parameters. */
export interface Rule {
  /** Where its issue stands. */
  readonly path: string;
  /** What it compares that with: where either is no value by itself, the rule has nothing to say. */
  readonly other: string;
  readonly name: string;
  readonly message: string;
  readonly holds: Condition;
}

/** What a repeat of this input, begun at that time, does: true, no more than the first attempt. */
export type Repeatable = (places: ParameterPlaces) => (given: GivenInput, now: Date) => boolean;

/** Where what the server says it touched is not what was asked for. It says nothing about the reason. */
export interface Difference {
  /** How many different things were asked for. */
  readonly asked: number;
  /** How many the server says were touched, where that is another number. */
  readonly count?: number;
  /** What was asked for, and is not in the server's list. */
  readonly notReported?: readonly unknown[];
  /** How many things in the server's list were not asked for; the response has them. */
  readonly notAsked?: number;
}

/** What a success means. */
export interface OutcomeDefinition {
  readonly completion: "accepted" | "completed";
  /** The property of the response that names the job; a response without it is `completed`. */
  readonly job?: string;
  /** The property of the response that counts what was touched. */
  readonly count?: string;
  /** The list of the input that says what to touch, for example `body.ids`; each of its items stands for itself. */
  readonly asked?: string;
  /** How many items the document allows in that list. */
  readonly limit?: number;
  /** @param tellsInput whether it may name what was asked for */
  readonly compare?: (
    asked: unknown,
    response: Readonly<Record<string, unknown>>,
    tellsInput: boolean,
  ) => Difference | undefined;
  /** What a person does to find out when no response came. */
  readonly findOut: string;
}

/** What an authenticator may use to come by its text. */
export interface CredentialContext {
  readonly path: string;
  readonly platform: string;
  readonly operation: string;
  readonly server: string;
  /** No request was sent. */
  readonly receipt: undefined;
  readonly isInsecureAllowed: boolean;
  readonly timeout: number;
  readonly maxResponseBytes: number;
  readonly fetch: Fetch | undefined;
  /** Tokens of this client, by the name of their credential. */
  readonly tokens: Map<string, unknown>;
  /** From now on no error of this call shows these texts. */
  readonly hide: (secrets: Iterable<string>) => void;
}

/** The headers of a response, as far as the clients use them. */
export interface FetchedHeaders {
  /** @returns the values of a header, joined by commas; `null`: there is none */
  get(name: string): string | null;
  [Symbol.iterator](): Iterator<[string, string]>;
}

/** The head and the body of a response, as far as the clients use them. */
export interface FetchedResponse {
  /** 0: a browser keeps it to itself, since it is a redirect. */
  readonly status: number;
  /** As they came. */
  readonly headers: FetchedHeaders;
  /** Its bytes, with what `Content-Encoding` did to them undone; `null`: there are none. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/** `fetch`, as far as the clients use it: with a URL as text. */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchedResponse>;

/** One security scheme of a document: which credential it takes, and where that goes. */
export interface Authenticator {
  /** The credential's name in the option `auth`. */
  readonly name: string;
  readonly group: Group;
  /** The header (in small letters), cookie or query parameter that carries it. */
  readonly as: string;
  /** The header that it travels in, in small letters; `undefined`: in none. */
  readonly header: string | undefined;
  /**
   * The text to send for a secret.
   * @throws TypeError, a sentence about the secret but without it, for one that cannot be sent
   */
  readonly write: (secret: string) => string;
  /** Puts that text where it travels. */
  readonly put: (parts: RequestParts, text: string) => void;
  /** Comes by the text where the credential is neither a text nor a function that gives one; `undefined`: there is no such. */
  readonly present: ((credential: unknown, context: CredentialContext) => Promise<string>) | undefined;
  /** Forgets the text that the server has refused; true: the next one will be another. */
  readonly forget: ((credential: unknown, refused: string, tokens: Map<string, unknown>) => boolean) | undefined;
}

/** What the generator writes about an operation. It is asked for when the operation is first used, and read once. */
export interface Definition {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** The server that it has of its own, as the document writes it; absent: the document's. */
  readonly server?: string;
  readonly parameters?: readonly Parameter[];
  /** The first one is used unless the input's `contentType` says otherwise. */
  readonly bodies?: readonly Body[];
  /** By status as the document writes it: `200`, `4XX`, `default`; then by media type. Empty: no body. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, ResponseMedia>>>>;
  /** Alternatives; each a list of what must be applied together. Absent: nothing is asked for. */
  /** Absent: every response is read to its end. */
  readonly open?: OpenStream;
  readonly security?: readonly (readonly Authenticator[])[];
  readonly rules?: readonly Rule[];
  readonly unbounded?: { readonly when: Condition; readonly message: string };
  /** Absent: unsafe. */
  readonly repeatable?: Repeatable;
  readonly outcome?: OutcomeDefinition;
}
