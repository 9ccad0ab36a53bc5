/** Why a server cannot be tried: a mistake in what was asked for, or nobody answers. The message says what to do. */
export class TargetError extends Error {
  override readonly name = "TargetError";
}
