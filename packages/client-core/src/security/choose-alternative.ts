import type { Authenticator } from "./authenticator.ts";

/**
 * Which of the documented alternatives to use: of those for which `auth` has every credential, the one that needs most.
 * `undefined`: there is none.
 */
export function chooseAlternative(
  alternatives: readonly (readonly Authenticator[])[],
  auth: Readonly<Record<string, unknown>>,
): readonly Authenticator[] | undefined {
  return alternatives
    .filter((alternative) => alternative.every(({ name }) => name in auth))
    .sort((first, second) => second.length - first.length)[0];
}
