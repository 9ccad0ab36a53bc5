import {
  contentOfResponse,
  type Encoding,
  type MediaType,
  type Operation,
  type ResponseHeader,
  type Source,
} from "@workshop/openapi";
import { isSameValue } from "../schema/values.ts";
import type { Comparison } from "./schema-judge.ts";

/** A media type as it is compared: letters of one size, no blanks, no charset that is the usual one anyway. */
export function mediaName(mediaType: string): string {
  return mediaType
    .toLowerCase()
    .replaceAll(/\s/gu, "")
    .replace(/;charset="?utf-8"?/u, "");
}

/** The body of a request: there or not, required or not, and what it is. */
export function judgeBody(comparison: Comparison, old: Operation, next: Operation): void {
  const { book } = comparison;
  const [before, after] = [old.requestBody, next.requestBody];
  if (before === undefined && after === undefined) return;
  if (before === undefined || after === undefined) {
    const word = after?.required === true ? "required" : "taken";
    const isOptional = after !== undefined && !after.required;
    book.add({
      bump: isOptional ? "minor" : "major",
      rule: after === undefined ? "body-removed" : `body-added-${isOptional ? "optional" : "required"}`,
      old: before?.source,
      next: after?.source,
      message: (place) => `${place}: ${after === undefined ? "no body is taken any more" : `a body is ${word} now`}.`,
    });
    return;
  }
  if (before.required !== after.required) {
    const word = after.required ? "required" : "optional";
    book.add({
      bump: after.required ? "major" : "minor",
      rule: `body-became-${word}`,
      old: before.source,
      next: after.source,
      message: (place) => `${place}: the body is ${word} now.`,
    });
  }
  judgeContent(comparison, before, after, "request");
}

/** A request body or a response. */
interface Holder {
  readonly content: readonly MediaType[];
  readonly source: Source;
}

/** The media types of what users send or read. */
export function judgeContent(comparison: Comparison, old: Holder, next: Holder, kind: "request" | "response"): void {
  const { book } = comparison;
  const isSent = kind === "request";
  const before = byName(old.content);
  const after = byName(next.content);
  // What is sent may be taken by a range; what is read may have become more specific.
  const matchOf = (name: string): string | undefined =>
    after.has(name) ? name : [...after.keys()].find((other) => (isSent ? covers(other, name) : covers(name, other)));
  const met = new Set([...before.keys()].map(matchOf));
  for (const [name, media] of before) {
    const match = after.get(matchOf(name) ?? "");
    if (match !== undefined) judgeMedia(comparison, media, match, isSent);
    else {
      book.add({
        bump: "major",
        rule: `${kind}-media-type-removed`,
        old: media.source,
        message: (place) =>
          `${place}: ${isSent ? "requests are no longer taken" : "responses no longer come"} as \`${name}\`.`,
      });
    }
  }
  for (const [name, media] of after) {
    if (met.has(name)) continue;
    const isKnown = isSent || [...before.values()].some((one) => isReadAlike(comparison, one, media));
    book.add({
      bump: isKnown ? "minor" : "major",
      rule: `${kind}-media-type-added`,
      next: media.source,
      message: (place) => `${place}: ${isSent ? "requests may be sent" : "responses may come"} as \`${name}\` now.`,
    });
  }
  if (!isSent) return;
  const [[first] = []] = before;
  const [[now, media] = []] = after;
  const match = first === undefined ? undefined : matchOf(first);
  if (media === undefined || match === undefined || match === now) return;
  book.add({
    bump: "major",
    rule: "request-media-type-default-changed",
    old: old.source,
    next: media.source,
    message: (place) => `${place}: a call that names no media type sends \`${now}\` now (was \`${first}\`).`,
  });
}

function byName(content: readonly MediaType[]): ReadonlyMap<string, MediaType> {
  return new Map(content.map((media) => [mediaName(media.mediaType), media]));
}

/** Whether whoever reads the one can read the other. */
function isReadAlike({ schemas }: Comparison, old: MediaType, next: MediaType): boolean {
  return schemas.isReadable(old.schema ?? true, next.schema ?? true);
}

/** Whether a media type is a range that another one is in. */
function covers(range: string, mediaType: string): boolean {
  if (!range.includes("*") || range === mediaType) return false;
  return range === "*/*" || (range.endsWith("/*") && mediaType.startsWith(range.slice(0, -1)));
}

/** One media type: its schema, and how parts of a form are written. */
function judgeMedia(comparison: Comparison, old: MediaType, next: MediaType, isSent: boolean): void {
  const { schemas } = comparison;
  const [before, after] = [old.schema ?? true, next.schema ?? true];
  if (isSent) schemas.request(before, after);
  else schemas.response(before, after);
  judgeItems(comparison, old, next, isSent);
  for (const name of new Set([...old.encoding.keys(), ...next.encoding.keys()])) {
    judgeEncoding(comparison, name, [old, old.encoding.get(name)], [next, next.encoding.get(name)]);
  }
}

/** Streams: what they come as, and what each item of them is (OpenAPI 3.2). */
function judgeItems(comparison: Comparison, old: MediaType, next: MediaType, isSent: boolean): void {
  const { book, schemas } = comparison;
  const kinds = [contentOfResponse(comparison.old, old), contentOfResponse(comparison.next, next)].map(
    ({ kind, item }) => (kind === "items" ? `items: ${item}` : "as a whole"),
  );
  const [was, is] = kinds;
  if (!isSent && was !== is) {
    book.add({
      bump: "major",
      rule: "response-stream-changed",
      old: old.source,
      next: next.source,
      message: (place) => `${place}: it comes ${is} now (was ${was}).`,
    });
  }
  const [before, after] = [old.itemSchema ?? true, next.itemSchema ?? true];
  if (isSent) schemas.request(before, after);
  else schemas.response(before, after);
}

const ENCODED = ["contentType", "style", "explode", "allowReserved"] as const;

type EncodedPart = readonly [holder: MediaType, encoding: Encoding | undefined];

/** How one part of a form is written. */
function judgeEncoding(
  { book, old, next }: Comparison,
  name: string,
  [oldHolder, before]: EncodedPart,
  [nextHolder, after]: EncodedPart,
): void {
  const say = (keyword: string, isWidened: boolean): void => {
    const text = isWidened
      ? `the part \`${name}\` may have more content types now`
      : `the part \`${name}\` is written in another way now (\`${keyword}\`)`;
    book.add({
      bump: isWidened ? "minor" : "major",
      rule: isWidened ? "encoding-widened" : "encoding-changed",
      old: old.within(before?.source ?? oldHolder.source, keyword),
      next: next.within(after?.source ?? nextHolder.source, keyword),
      message: (place) => `${place}: ${text}.`,
    });
  };
  for (const keyword of ENCODED) {
    if (before?.[keyword] === after?.[keyword]) continue;
    say(keyword, keyword === "contentType" && isWider(before?.contentType, after?.contentType));
  }
  const [had, has] = [before, after].map((encoding) => encoding?.headers.map(comparable) ?? []);
  if (!isSameValue(had, has)) say("headers", false);
}

function comparable({ name, required, schema }: ResponseHeader): unknown {
  return { name: name.toLowerCase(), required, schema };
}

function isWider(old: string | undefined, next: string | undefined): boolean {
  if (old === undefined) return false;
  if (next === undefined) return true;
  const types = next.split(",").map(mediaName);
  return old
    .split(",")
    .every((type) => types.some((other) => other === mediaName(type) || covers(other, mediaName(type))));
}
