/** A media type without its parameters, and the charset that they name; both in lower case. */
export function parseMediaType(text: string | null | undefined): {
  readonly type: string;
  readonly charset: string | undefined;
} {
  const [type, ...parameters] = (text ?? "").toLowerCase().split(";") as [string, ...string[]]; // never empty
  const charset = parameters.map((parameter) => /^\s*charset\s*=\s*"?([^\s"]*)/.exec(parameter)?.[1]).find(Boolean);
  return { type: type.trim(), charset };
}

/** Which of the declared media types an answer has: by name, or by a range such as `application/*`. */
export function declaredMediaType(declared: readonly string[], type: string): string | undefined {
  const wanted = [type, type.replace(/\/.*/, "/*"), "*/*"];
  for (const candidate of wanted) {
    const found = declared.find((name) => parseMediaType(name).type === candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}
