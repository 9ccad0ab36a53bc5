/** A property name as TypeScript writes it: bare where it is an identifier, in quotes elsewhere. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** A JSON value as a TypeScript expression. `__proto__` would set a prototype if it stood as a bare name. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return object(Object.entries(value).map(([name, member]) => [name, literal(member)]));
}

/** An object expression from names and expressions; a member without expression is left out. */
export function object(members: readonly (readonly [name: string, expression: string | undefined])[]): string {
  const present = members.flatMap(([name, expression]) => {
    if (expression === undefined) return [];
    return name === "__proto__" ? `["__proto__"]: ${expression}` : `${propertyName(name)}: ${expression}`;
  });
  return present.length === 0 ? "{}" : `{ ${present.join(", ")} }`;
}

/** A TSDoc comment from paragraphs; an empty one is left out, and without any there is no comment. */
export function comment(...paragraphs: readonly (string | undefined)[]): string {
  const lines = paragraphs
    .map((paragraph) => paragraph?.trim().replaceAll("*/", "*\\/") ?? "")
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph, index) => [
      ...(index === 0 ? [] : [""]),
      ...paragraph.split("\n").map((line) => line.trimEnd()),
    ]);
  if (lines.length === 0) return "";
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => (line === "" ? " *\n" : ` * ${line}\n`)).join("")} */\n`;
}
