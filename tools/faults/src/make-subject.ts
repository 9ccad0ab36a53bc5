import { pathToFileURL } from "node:url";
import { findClientPackage } from "@workshop/config/client-packages";
import { codeOf, sampleResponse } from "@workshop/contract";
import { exampleCall } from "@workshop/demo";
import { isSuccess, loadPlatform } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import { type GivenResponse, SECRET, type Subject } from "./subject.ts";

/**
 * The subject of a platform: its package, and the example of its first operation, which is bounded.
 *
 * @throws {Error} when the document declares no success, or none of which an example can be made
 */
export function makeSubject(root: string, platform: string): Subject {
  const model = loadPlatform(root, platform);
  const [operation] = model.operations;
  const call = exampleCall(model, loadPlatform(root, platform, { bare: true }));
  const { entry, factory } = findClientPackage(root, platform);
  const reading = { model, checker: new SchemaChecker(model) };
  const response = operation?.responses.find((declared) => isSuccess(operation, declared));
  if (operation === undefined || response === undefined) throw new Error(`${platform} declares no success.`);
  const [media] = response.content;
  const code = codeOf(response.status, operation);
  const success = plain(sampleResponse(reading, response, code, media));
  if (success === undefined) throw new Error(`No example can be made of a success of ${platform}.`);
  const failure = media?.failure && plain(sampleResponse(reading, response, code, media, media.failure.when));
  const { input, options } = call;
  const retry = operation.retry?.rating ?? "unsafe";
  const [tokens] = operation.security.flatMap(({ schemes }) =>
    schemes.flatMap(({ scheme }) =>
      scheme.type === "oauth2" && schemes.length === 1
        ? scheme.flows
            .filter(({ grant }) => grant === "password" || grant === "clientCredentials")
            .map(({ grant }) => ({ credential: scheme.credential, grant }))
        : [],
    ),
  );
  return {
    platform,
    entry: pathToFileURL(entry).href,
    factory,
    operation: call.operation,
    member: call.member,
    method: operation.method.toUpperCase(),
    path: operation.path,
    ...(input && { input: input as Record<string, unknown> }),
    options,
    auth: Object.fromEntries(Object.keys(call.auth).map((name) => [name, SECRET])),
    success,
    ...(failure && { failure }),
    // The example of a bounded rating is a window in the past.
    isRepeatable: retry !== "unsafe",
    ...(tokens && { tokens }),
  };
}

function plain(response: ReturnType<typeof sampleResponse>): GivenResponse | undefined {
  if (response === undefined) return undefined;
  const mediaType = response.headers.find(([name]) => name === "content-type")?.[1];
  return { status: response.status, ...(mediaType && { mediaType }), body: new TextDecoder().decode(response.body) };
}
