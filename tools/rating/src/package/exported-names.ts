import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ExportedNames } from "@workshop/codegen";
import typescript from "typescript-5";

/** What a module exports, by name; modules of the same package that it exports as a whole are followed. */
export function namesExportedBy(file: string): ExportedNames {
  const values = new Set<string>();
  const types = new Set<string>();
  const source = typescript.createSourceFile(file, readFileSync(file, "utf8"), typescript.ScriptTarget.Latest);
  for (const statement of source.statements) {
    if (typescript.isExportDeclaration(statement)) addExported(statement, file, values, types);
    else if (isExported(statement)) addDeclared(statement, values, types);
  }
  return { values: [...values], types: [...types] };
}

function addExported(
  { exportClause, isTypeOnly, moduleSpecifier }: typescript.ExportDeclaration,
  file: string,
  values: Set<string>,
  types: Set<string>,
): void {
  if (exportClause !== undefined && typescript.isNamedExports(exportClause)) {
    for (const element of exportClause.elements)
      (isTypeOnly || element.isTypeOnly ? types : values).add(element.name.text);
  } else if (exportClause !== undefined) (isTypeOnly ? types : values).add(exportClause.name.text);
  else if (moduleSpecifier !== undefined && typescript.isStringLiteral(moduleSpecifier)) {
    // Only one's own modules can be exported as a whole: what another package exports is that package's business.
    if (!moduleSpecifier.text.startsWith(".")) return;
    const inner = namesExportedBy(join(dirname(file), moduleSpecifier.text));
    for (const name of inner.values) (isTypeOnly ? types : values).add(name);
    for (const name of inner.types) types.add(name);
  }
}

function isExported(statement: typescript.Statement): boolean {
  const modifiers = typescript.canHaveModifiers(statement) ? typescript.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.ExportKeyword) ?? false;
}

function addDeclared(statement: typescript.Statement, values: Set<string>, types: Set<string>): void {
  if (typescript.isVariableStatement(statement)) {
    for (const { name } of statement.declarationList.declarations)
      if (typescript.isIdentifier(name)) values.add(name.text);
  } else if (typescript.isFunctionDeclaration(statement) || typescript.isClassDeclaration(statement)) {
    if (statement.name !== undefined) values.add(statement.name.text);
  } else if (typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement)) {
    types.add(statement.name.text);
  }
}
