/** How bodies are written, each imported only by operations that have one. */

import { exactText } from "../checks/bigints.ts";
import { isBinary, isStream, notBytes } from "../checks/formats.ts";
import type { Body, Check } from "../definition.ts";
import { isHeaderValue, jsonText, scalarText, wellFormed } from "./text.ts";

export type MakeBody = (mediaType: string, check: Check) => Body;

const body =
  (write: Body["write"], takesBytes = false): MakeBody =>
  (mediaType, check) => ({
    mediaType,
    check,
    isRequired: false,
    takesBytes,
    covers: undefined,
    typeOf: undefined,
    write,
  });

/** JSON (RFC 8259). */
export const jsonBody: MakeBody = /* @__PURE__ */ body(jsonText);

/** JSON in which integers may be of any size. */
export const exactJsonBody: MakeBody = /* @__PURE__ */ body(exactText);

/** Text, sent as UTF-8. */
export const textBody: MakeBody = /* @__PURE__ */ body((value) => wellFormed(scalarText(value)));

/** Bytes: a `Blob`, an `ArrayBuffer` or a view of one, which nobody can change any more; or a stream. */
export const binaryBody: MakeBody = /* @__PURE__ */ body((value) => {
  if (isStream(value)) {
    if (value.locked) throw new TypeError("must be a stream that nobody reads: this one is locked");
    return value;
  }
  if (!isBinary(value)) throw new TypeError(notBytes);
  // The lib's BlobPart excludes views of shared memory, which Blob copies like any other.
  return value instanceof Blob ? value : new Blob([value as BlobPart]);
}, true);

/** One that has to be given. */
export const mandatoryBody = (given: Body): Body => ({ ...given, isRequired: true });

/** One whose media type is a range, such as `image/*`: the caller names the type, or gives a `Blob` that knows its own. */
export function rangeBody(given: Body): Body {
  const parts = given.mediaType.split("*").map((part) => part.replace(/[.+]/g, "\\$&"));
  const range = new RegExp(`^(?!.*\\*)${parts.join("[\\w!#$&^.+-]+")}( *;.*)?$`, "i");
  const covers = (type: unknown): type is string => typeof type === "string" && isHeaderValue(type) && range.test(type);
  return {
    ...given,
    covers,
    typeOf: (sent, named) => {
      const own = sent instanceof Blob ? sent.type : "";
      const type = named ?? own;
      if (covers(type)) return type;
      throw new TypeError(
        `must be of a media type of ${given.mediaType}: name it in contentType, or give a Blob that has it`,
      );
    },
  };
}
