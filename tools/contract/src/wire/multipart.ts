/** One field of a form. */
export type FormField = readonly [name: string, value: string];

const BOUNDARY = "contract-boundary-4e1f";

/** Writes fields as `multipart/form-data` (RFC 7578). */
export function encodeMultipart(fields: Iterable<FormField>): { text: string; contentType: string } {
  const parts = [...fields].map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  return { text: `${parts.join("")}--${BOUNDARY}--\r\n`, contentType: `multipart/form-data; boundary=${BOUNDARY}` };
}

/**
 * Reads the fields of a `multipart/form-data` body; a file counts by its content.
 *
 * @throws {SyntaxError} when the boundary is missing or a part has no name
 */
export function decodeMultipart(text: string, contentType: string): FormField[] {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw new SyntaxError("the content type names no boundary");
  const parts = `\r\n${text}`.split(`\r\n--${mark}`).slice(1, -1);
  return parts.map((part): FormField => {
    const end = part.indexOf("\r\n\r\n");
    const name = /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(part.slice(0, end))?.[1];
    if (end < 0 || name === undefined) throw new SyntaxError("a part of the form has no name");
    return [name.replaceAll("%22", '"'), part.slice(end + 4)];
  });
}

function escaped(name: string): string {
  return name.replaceAll('"', "%22");
}
