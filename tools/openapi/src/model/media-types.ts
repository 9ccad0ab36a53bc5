/** Whether a media type is JSON: `application/json`, `application/problem+json` and their like. */
export function isJson(mediaType: string): boolean {
  return /^[^/]+\/(?:[^;]+\+)?json$/i.test(essenceOf(mediaType));
}

/** Whether a body of a media type is a form: one field for each property. */
export function isForm(mediaType: string): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)$/i.test(essenceOf(mediaType));
}

/** A media type without its parameters. */
function essenceOf(mediaType: string): string {
  return mediaType.split(";")[0]?.trim() ?? "";
}
