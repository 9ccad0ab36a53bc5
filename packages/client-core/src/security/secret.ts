import type { CredentialContext } from "../definition.ts";
import { failureOf } from "../engine/failure.ts";
import { InvalidRequestError, NotSentError } from "../errors.ts";

/** A secret, or a function that gives one; it is asked for each request anew. */
export type Credential = string | (() => Promise<string> | string);

/**
 * Reads a credential, which from now on no error of this call will show.
 * @param path where it stands in the options, for example `auth.bearer`
 * @param write the text to send for it
 * @throws InvalidRequestError for a text that `write` refuses; NotSentError where the function of the caller fails
 */
export async function readSecret(
  credential: unknown,
  path: string,
  context: CredentialContext,
  write: (secret: string) => string,
): Promise<string> {
  let secret = credential;
  try {
    if (typeof credential === "function") secret = await credential();
  } catch (thrown) {
    const { cause } = failureOf(thrown);
    throw new NotSentError(context, "credentials", `the function in ${path} failed`, cause);
  }
  let message = "must be a text, not empty";
  try {
    // What is no text is refused as an empty one is, with what it must be.
    const text = write(typeof secret === "string" ? secret : "");
    if (typeof secret === "string" && secret) {
      context.hide([secret]);
      return text;
    }
  } catch (thrown) {
    message = (thrown as TypeError).message; // nothing else is thrown
  }
  throw new InvalidRequestError(context, [{ path, rule: "credential", message }]);
}
