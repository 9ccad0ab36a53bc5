const expressions = new Map<string, RegExp>();

/** Whether a text matches a pattern of the document; one that is not valid under the `u` flag is read without it. */
export function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (!expression) {
    try {
      expression = new RegExp(pattern, "u");
    } catch {
      expression = new RegExp(pattern);
    }
    expressions.set(pattern, expression);
  }
  return expression.test(text);
}
