const expressions = new Map<string, RegExp>();

/** Whether a text matches a pattern of the document; one that is not valid under the `u` flag is read without it. */
export function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  // Stryker disable next-line ConditionalExpression: it is only faster
  if (!expression) {
    try {
      expression = new RegExp(pattern, "u");
    } catch {
      expression = new RegExp(pattern);
    }
    // Stryker disable next-line CallExpression: it is only faster
    expressions.set(pattern, expression);
  }
  return expression.test(text);
}
