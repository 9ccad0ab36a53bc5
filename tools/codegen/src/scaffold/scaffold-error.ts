/** A package that cannot be scaffolded; the message ends with what to do about it. */
export class ScaffoldError extends Error {
  override readonly name = "ScaffoldError";

  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(`${what}\n${remedy}`, options);
  }
}
