import { isUtf8 } from "node:buffer";
import { DocumentError } from "../document-error.ts";

const LINE_FEED = 0x0a;
const MARKUP = /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|html|head|body|\?xml)\b/i;

/** A page as a browser gets it, in place of its text. */
export class MarkupError extends DocumentError {
  constructor(file: string) {
    super(
      { file, line: 1 },
      "this is an HTML or XML page, not the text of a documentation page",
      "use the page's text form (often the same address with .md at its end) or the address of the OpenAPI document",
    );
  }
}

/**
 * Decodes what was published. A byte order mark stays in the text, so that encoding it again gives the same bytes.
 *
 * @throws {DocumentError} when it is empty, not text, not UTF-8, or an HTML page.
 */
export function decodePublished(bytes: Uint8Array, file: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new DocumentError({ file }, "the text is UTF-16", "save or request it as UTF-8");
  }
  if (bytes.includes(0)) {
    throw new DocumentError({ file }, "this is binary data, not text", "give the page or the document as text");
  }
  if (!isUtf8(bytes)) {
    throw new DocumentError({ file, line: firstLineNotUtf8(bytes) }, "the text is not UTF-8", "save it as UTF-8");
  }
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  if (text.trim() === "") {
    throw new DocumentError({ file }, "there is nothing in it", "check the path or address");
  }
  if (MARKUP.test(text)) {
    throw new MarkupError(file);
  }
  return text;
}

/** A line feed is never part of a longer UTF-8 sequence, so each line can be judged alone. */
function firstLineNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) {
      return line;
    }
    line += 1;
    start = end + 1;
  }
}
