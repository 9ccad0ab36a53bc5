import { InvalidRequestError } from "../errors/invalid-request-error.ts";
import { NotSentError } from "../errors/not-sent-error.ts";
import { headerRule, isHeaderValue } from "../request/header-value.ts";
import type { Call } from "../transport/call.ts";
import { failureOf } from "../transport/failure.ts";

/**
 * The text of a credential, which from now on no error of this call will show.
 * @param path where it stands in the options, for example `auth.bearer`
 * @throws InvalidRequestError for a text that `isValid` refuses; NotSentError where the function of the caller fails
 */
export async function secretText(
  credential: unknown,
  path: string,
  call: Call,
  isValid: (text: string) => boolean = isHeaderValue,
  rule: string = headerRule,
): Promise<string> {
  let text = credential;
  if (typeof credential === "function") {
    try {
      text = await call.deadline.race(credential());
    } catch (thrown) {
      if (call.deadline.ended) throw thrown;
      throw new NotSentError(call, "credentials", `the function in ${path} failed`, failureOf(thrown).cause);
    }
  }
  if (typeof text !== "string" || !text || !isValid(text)) {
    throw new InvalidRequestError(call, [{ path, rule: "credential", message: rule }]);
  }
  call.secrets.add(text);
  return text;
}
