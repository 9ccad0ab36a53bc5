/** A package that cannot be generated; the message ends with the remedy. */
export class GenerateError extends Error {
  override readonly name = "GenerateError";

  constructor(rule: string, remedy: string) {
    super(`${rule}\n  remedy: ${remedy}`);
  }
}
