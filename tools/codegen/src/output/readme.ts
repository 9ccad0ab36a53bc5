import type { Model, Operation } from "@workshop/openapi";

/** The marks between which a package's README is the generator's. */
const SECTION = /(<!-- generated:operations -->\n).*?(<!-- \/generated:operations -->)/su;

/** A README with its generated section written anew; one without the marks stays as it is. */
export function writeReadme(readme: string, model: Model): string {
  const text = `\n${["| method | request | what it does |", "| --- | --- | --- |", ...model.operations.map(row)].join("\n")}\n\n`;
  return readme.replace(SECTION, (_whole, begin: string, end: string) => begin + text + end);
}

function row(operation: Operation): string {
  const cells = [
    `\`${operation.name}\``,
    `\`${operation.method.toUpperCase()} ${operation.path}\``,
    `${operation.deprecated ? "(deprecated) " : ""}${operation.summary ?? ""}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
