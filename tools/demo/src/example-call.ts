import { type CredentialSet, credentialSets, OperationPair, type WireRequest } from "@workshop/contract";
import { type Model, memberPath } from "@workshop/openapi";
import { type Input, SchemaChecker } from "@workshop/samples";

/** One call that a mock of the document answers: bounded, as small as the document allows, with made-up credentials. */
export interface ExampleCall {
  readonly operation: string;
  /** How a client has it: its name, or those of its group and of its method there. */
  readonly member: readonly string[];
  /** `METHOD /path/{template}` */
  readonly clause: string;
  /** Absent where the operation takes nothing. */
  readonly input?: Input;
  readonly options: { readonly allowUnbounded?: true };
  readonly auth: Readonly<Record<string, unknown>>;
  /** The same call for programs that know nothing of the client. */
  readonly request: WireRequest;
}

/** @throws {Error} when the document has no operation, or none can be called */
export function exampleCall(model: Model, bareModel: Model): ExampleCall {
  const [overlaid] = model.operations;
  const bare = bareModel.operations.find(({ method, path }) => method === overlaid?.method && path === overlaid.path);
  if (overlaid === undefined || bare === undefined)
    throw new Error(`The document of ${model.platform} has no operation.`);
  const reading = { model, checker: new SchemaChecker(model) };
  const pair = new OperationPair(reading, { model: bareModel, checker: new SchemaChecker(bareModel) }, overlaid, bare);
  const input = pair.maker.bounded() ?? pair.maker.minimal().input;
  const credentials = plainCredentials(overlaid.security.flatMap(credentialSets));
  return {
    operation: overlaid.name,
    member: memberPath(overlaid),
    clause: `${overlaid.method.toUpperCase()} ${overlaid.path}`,
    ...(overlaid.parameters.length > 0 || overlaid.requestBody !== undefined ? { input } : {}),
    options: pair.maker.isUnbounded(input) ? { allowUnbounded: true } : {},
    auth: credentials?.auth("") ?? {},
    request: pair.wire(input, credentials ?? pair.bareCredentials()),
  };
}

/** Credentials that are texts: a token server is more than an example needs. */
function plainCredentials(sets: readonly CredentialSet[]): CredentialSet | undefined {
  return sets.find((set) => Object.values(set.auth("")).every((value) => typeof value === "string")) ?? sets[0];
}
