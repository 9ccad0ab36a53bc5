/** A release that cannot go on; the message ends with the remedy. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  readonly rule: string;
  readonly remedy: string;

  /** @param rule what does not hold; must hold no secret */
  constructor(rule: string, remedy: string, options?: ErrorOptions) {
    super(`${rule}\n  remedy: ${remedy}`, options);
    this.rule = rule;
    this.remedy = remedy;
  }
}

/** Somebody asked the release to stop, by Ctrl-C for example. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}
