import { isBinary as isBytes } from "../../request/body-encoders.ts";
import type { Keyword } from "../interpreter.ts";

/** Whether a value has a format; if not: `false`, or what to do about it. A value of another type has every format. */
export type Format = (value: unknown) => boolean | string;

/** `format`, except in answers. A format that is not among `formats` is an annotation: the server decides. */
export function checkFormat(formats: Readonly<Record<string, Format>>): Keyword {
  return (name: string, value, { mode }) => {
    const isValid = mode === "answer" || (formats[name]?.(value) ?? true);
    return typeof isValid === "string" ? () => `: "${name}", ${isValid}` : !isValid;
  };
}

function isLike(expression: RegExp, value: unknown): boolean {
  return typeof value !== "string" || expression.test(value);
}

export const isUuid: Format = (value) => isLike(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, value);

export const isUuid4: Format = (value) =>
  isLike(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i, value);

export const isDate: Format = (value) =>
  typeof value !== "string" ||
  // Date takes 30 February for 2 March, or for nothing at all.
  (/^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).getUTCDate() === +value.slice(8));

export const isTime: Format = (value) =>
  isLike(/^([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i, value);

/** RFC 3339, without leap seconds: neither Date nor most servers read them. */
export const isDateTime: Format = (value) => {
  if (typeof value !== "string") return true;
  const isValid = (text: string): boolean =>
    isDate(text.slice(0, 10)) === true && /t/i.test(text) && isTime(text.slice(11)) === true;
  return isValid(value) || (isValid(`${value}Z`) && "with a zone: add Z for UTC");
};

export const isHostname: Format = (value) =>
  isLike(/^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i, value);

/** Without quotes before the @ and without an address instead of a name behind it: nobody has such an email address. */
export const isEmail: Format = (value) =>
  isLike(/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@/, value) &&
  (typeof value !== "string" || isHostname(value.slice(value.indexOf("@") + 1)));

export const isIpv4: Format = (value) => isLike(/^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/, value);

/** The platform's URL parser knows; letters that mean something else in a URL are kept from it. */
export const isIpv6: Format = (value) =>
  isLike(/^[\da-f:.]+$/i, value) && (typeof value !== "string" || URL.canParse(`http://[${value}]`));

export const isUri: Format = (value) =>
  isLike(/^[a-z][a-z\d+.-]*:([\w.~:/?#@!$&'()*+,;=[\]-]|%[\da-f]{2})*$/i, value) &&
  (typeof value !== "string" || URL.canParse(value));

/** Base64. */
export const isByte: Format = (value) => isLike(/^([a-z\d+/]{4})*([a-z\d+/]{2}==|[a-z\d+/]{3}=)?$/i, value);

export const isInt32: Format = (value) => typeof value !== "number" || (value | 0) === value;

export const isInt64: Format = (value) => typeof value !== "number" || Number.isSafeInteger(value);

/** What a body can carry as it is. */
export const isBinary: Format = (value) => typeof value !== "object" || isBytes(value);
