import type { Comparison } from "./comparison.ts";
import { isNode, type Node, nodeIn } from "./document-side.ts";
import { isSameValue } from "./schema/same-value.ts";

/** A media type as it is compared: letters of one size, no blanks, no charset that is the usual one anyway. */
export function mediaName(mediaType: string): string {
  return mediaType
    .toLowerCase()
    .replaceAll(/\s/gu, "")
    .replace(/;charset="?utf-8"?/u, "");
}

/** The media types of a body. @param isSent - whether users write it; otherwise they read it. */
export function judgeContent(comparison: Comparison, old: Node, next: Node, isSent: boolean): void {
  const { book } = comparison;
  const before = mediaTypesIn(old);
  const after = mediaTypesIn(next);
  const who = isSent ? "request" : "answer";
  const met = new Set<string>();
  for (const [name, media] of before) {
    // What is sent may be taken by a range; what is read may have become more specific.
    const match = after.has(name)
      ? name
      : [...after.keys()].find((other) => (isSent ? covers(other, name) : covers(name, other)));
    if (match !== undefined) {
      met.add(match);
      judgeMedia(comparison, media, after.get(match) ?? {}, isSent);
    } else {
      book.add({
        bump: "major",
        rule: `${who}-media-type-removed`,
        old: { node: media },
        message: () =>
          `${placeOf(comparison, old, "old")}: ${isSent ? "requests are no longer taken" : "answers no longer come"} as \`${name}\`.`,
      });
    }
  }
  for (const [name, media] of after) {
    if (met.has(name) || before.has(name)) continue;
    // A body goes out as the first one unless the call says otherwise.
    const isFirst = isSent && before.size > 0 && name === [...after.keys()][0];
    const isKnown = isSent ? !isFirst : [...before.values()].some((one) => isReadAlike(comparison, one, media));
    book.add({
      bump: isKnown ? "minor" : "major",
      rule: `${who}-media-type-added`,
      next: { node: media },
      message: () =>
        `${placeOf(comparison, next, "new")}: ${isSent ? "requests may be sent" : "answers may come"} as \`${name}\` now.`,
    });
  }
}

function placeOf({ book }: Comparison, node: Node, side: "new" | "old"): string {
  return book.words(side, node);
}

/** Whether whoever reads the one can read the other. */
function isReadAlike({ schemas }: Comparison, old: Node, next: Node): boolean {
  return schemas.isReadable(old.schema ?? true, next.schema ?? true);
}

function mediaTypesIn(holder: Node): Map<string, Node> {
  return new Map(
    Object.entries(nodeIn(holder, "content")).map(([name, media]) => [mediaName(name), isNode(media) ? media : {}]),
  );
}

/** Whether a media type is a range that another one is in. */
function covers(range: string, mediaType: string): boolean {
  if (!range.includes("*") || range === mediaType) return false;
  return range === "*/*" || (range.endsWith("/*") && mediaType.startsWith(range.slice(0, -1)));
}

/** One media type: its schema, and how parts of a form are written. */
export function judgeMedia(comparison: Comparison, old: Node, next: Node, isSent: boolean): void {
  const { schemas } = comparison;
  const [before, after] = [old.schema ?? true, next.schema ?? true];
  if (isSent) schemas.request(before, after);
  else schemas.answer(before, after);
  judgeEncoding(comparison, nodeIn(old, "encoding"), nodeIn(next, "encoding"));
}

const ENCODED = ["contentType", "style", "explode", "allowReserved", "headers"] as const;

function judgeEncoding({ book }: Comparison, old: Node, next: Node): void {
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const [before, after] = [nodeIn(old, name), nodeIn(next, name)];
    for (const keyword of ENCODED) {
      if (isSameValue(before[keyword], after[keyword])) continue;
      if (keyword === "contentType" && isWider(before[keyword], after[keyword])) {
        book.add({
          bump: "minor",
          rule: "encoding-widened",
          old: { node: before, key: keyword },
          next: { node: after, key: keyword },
          message: (place) => `${place}: the part \`${name}\` may have more content types now.`,
        });
        continue;
      }
      book.add({
        bump: "major",
        rule: "encoding-changed",
        old: { node: before, key: keyword },
        next: { node: after, key: keyword },
        message: (place) => `${place}: the part \`${name}\` is written in another way now (\`${keyword}\`).`,
      });
    }
  }
}

function isWider(old: unknown, next: unknown): boolean {
  if (typeof old !== "string") return false;
  if (typeof next !== "string") return true;
  const types = next.split(",").map(mediaName);
  return old
    .split(",")
    .every((type) => types.some((other) => other === mediaName(type) || covers(other, mediaName(type))));
}
