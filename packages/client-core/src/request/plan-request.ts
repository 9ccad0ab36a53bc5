import type { OperationDescriptor } from "../descriptor.ts";
import type { Transport } from "../transport/transport.ts";
import type { EncodedBody } from "./body-encoders.ts";
import { prepareRequest } from "./prepare-request.ts";
import { signRequest } from "./sign-request.ts";

/** The request that a call would send. */
export interface RequestPlan {
  readonly method: string;
  /** With `[redacted]` (percent-encoded) for a credential in the query. */
  readonly url: string;
  /** By lower-case name, with `[redacted]` for credentials. What `fetch` adds by itself is not here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedBody["body"] | undefined;
}

/**
 * Checks a call and tells what it would send, with a placeholder for each credential.
 * @throws InvalidRequestError
 */
export function planRequest(
  transport: Transport,
  descriptor: OperationDescriptor,
  input: unknown,
  options: unknown,
): RequestPlan {
  const request = prepareRequest(transport, descriptor, input, options);
  const { method, body, authenticators } = request;
  return {
    method,
    ...signRequest(
      request,
      authenticators.map(() => "[redacted]"),
    ),
    body,
  };
}
