/** A function that blots out secrets, also as a URL has them. The shortest are left alone: they would take half of any text with them. */
export function redaction(secrets: Iterable<string>): (text: string) => string {
  return (text) => {
    let blotted = text;
    for (const secret of secrets) {
      if (secret.length < 4) continue;
      blotted = blotted.replaceAll(secret, "[redacted]").replaceAll(encodeURIComponent(secret), "[redacted]");
    }
    return blotted;
  };
}

/** A copy of an answer's headers that can be shown. */
export function shownHeaders(headers: Headers, blot: (text: string) => string): Headers {
  const shown = new Headers();
  for (const [name, value] of headers) if (name !== "set-cookie") shown.append(name, blot(value));
  return shown;
}
