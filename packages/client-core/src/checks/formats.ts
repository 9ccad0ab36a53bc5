/** `format`, except in responses. A value of another type has every format. */
import type { Check } from "../definition.ts";
import { quote, report, typeOf, wrongType } from "./check.ts";

const textFormat = (name: string, isValid: (text: string) => boolean): Check => {
  return (value, context, up, key) => {
    if (context.mode !== "response" && typeof value === "string" && !isValid(value))
      report(context, up, key, "format", name, value);
  };
};

const like = (name: string, expression: RegExp): Check => textFormat(name, (text) => expression.test(text));

export const uuid: Check = /* @__PURE__ */ like("uuid", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i);

export const uuid4: Check = /* @__PURE__ */ like(
  "uuid4",
  /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i,
);

/** `Date` takes 30 February for 2 March, or for nothing at all. Of most days nobody has to ask: the 28th is in every month. */
function isDay(text: string): boolean {
  const tens = text.charCodeAt(8) - 48;
  return tens * 10 + text.charCodeAt(9) - 48 < 29 || new Date(text.slice(0, 10)).getUTCDate() === +text.slice(8, 10);
}

export const date: Check = /* @__PURE__ */ textFormat(
  "date",
  (text) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) && isDay(text),
);

export const time: Check = /* @__PURE__ */ like(
  "time",
  /^([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i,
);

const instant =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[tT]([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?([zZ]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339, without leap seconds: neither Date nor most servers read them. */
const isInstant = (text: string): boolean => instant.test(text) && isDay(text);

/** What is missing from a text that is nearly a time. */
function timeRemedy(text: string): string {
  if (isInstant(`${text}Z`)) return ", with a zone: add Z for UTC";
  return isInstant(`${text}T00:00:00Z`) ? ", with a time: add T00:00:00Z for its first moment" : "";
}

/** `format: date-time`, where the type does not stand beside it. */
export const dateTimeFormat: Check = (value, context, up, key) => {
  if (typeof value === "string" && context.mode !== "response" && !isInstant(value))
    report(context, up, key, "format", "date-time", value, () => {
      return `must satisfy format: "date-time"${timeRemedy(value) || ', such as "2026-01-31T10:00:00Z"'}`;
    });
};

/** `type: string, format: date-time`; a `Date` is one. */
export const dateTime: Check = (value, context, up, key) => {
  if (typeof value === "string") dateTimeFormat(value, context, up, key);
  else if (typeOf(value) !== "Date") wrongType(value, context, up, key, "string");
};

const hostName = /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;

export const hostname: Check = /* @__PURE__ */ like("hostname", hostName);

/** Without quotes before the @ and without an address instead of a name behind it: nobody has such an email address. */
export const email: Check = /* @__PURE__ */ textFormat(
  "email",
  (text) =>
    /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@/.test(text) &&
    hostName.test(text.slice(text.indexOf("@") + 1)),
);

export const ipv4: Check = /* @__PURE__ */ like("ipv4", /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/);

/** The platform's URL parser knows; letters that mean something else in a URL are kept from it. */
export const ipv6: Check = /* @__PURE__ */ textFormat(
  "ipv6",
  (text) => /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`),
);

export const uri: Check = /* @__PURE__ */ textFormat(
  "uri",
  (text) => /^[a-z][a-z\d+.-]*:([\w.~:/?#@!$&'()*+,;=[\]-]|%[\da-f]{2})*$/i.test(text) && URL.canParse(text),
);

/** Base64. */
export const byte: Check = /* @__PURE__ */ like("byte", /^([a-z\d+/]{4})*([a-z\d+/]{2}==|[a-z\d+/]{3}=)?$/i);

const numberFormat = (name: string, isValid: (value: number) => boolean): Check => {
  return (value, context, up, key) => {
    if (context.mode !== "response" && typeof value === "number" && !isValid(value))
      report(context, up, key, "format", name, value);
  };
};

export const int32: Check = /* @__PURE__ */ numberFormat("int32", (value) => (value | 0) === value);

export const int64: Check = /* @__PURE__ */ numberFormat("int64", Number.isSafeInteger);

/** Bytes that are there, to be read as often as need be. */
export type Bytes = ArrayBuffer | ArrayBufferView | Blob;

/** What a binary body may be. A stream is read once: a call that has one is never repeated. */
export type BinaryBody = Bytes | ReadableStream<Uint8Array>;

/** Whether a value is a stream that nobody reads. */
export const isStream = (value: unknown): value is ReadableStream<Uint8Array> =>
  typeof ReadableStream === "function" && value instanceof ReadableStream;

/** A body that is sent as it is. */
export const bytes: Check = (value, context, up, key) => {
  if (!isBinary(value) && !isStream(value)) report(context, up, key, "format", "binary", value, () => notBytes);
};

/** What a value has to be to be sent as it is. */
export const notBytes = "must be a Blob, an ArrayBuffer, a view of one, or a ReadableStream";

/** Whether a value is bytes. */
export function isBinary(value: unknown): value is Bytes {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

/** `format: binary`, where the type does not stand beside it: what a body can carry as it is. */
export const binaryFormat: Check = (value, context, up, key) => {
  if (context.evaluated) context.evaluated.isBinary = true;
  if (context.mode === "response" || typeof value !== "object") return;
  if (!isBinary(value))
    report(context, up, key, "format", "binary", value, () => `must satisfy format: ${quote("binary")}`);
  else refuseBytes(value, context, up, key);
};

/** `type: string, format: binary`: bytes, or a text. */
export const binary: Check = (value, context, up, key) => {
  if (context.evaluated) context.evaluated.isBinary = true;
  if (isBinary(value)) refuseBytes(value, context, up, key);
  else if (typeof value !== "string") wrongType(value, context, up, key, "string");
};

const refuseBytes: Check = (value, context, up, key) => {
  if (context.withoutBytes)
    report(context, up, key, "format", "binary", value, () => "must be a text: no bytes can be sent there as they are");
};
