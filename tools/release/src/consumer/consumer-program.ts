import type { ClientManifest } from "@workshop/config/client-packages";
import { type Case, deriveCases, type RequestCase } from "@workshop/contract";
import { loadPlatform, memberPath } from "@workshop/openapi";

/** What a user does with the package. */
export interface ConsumerCall {
  readonly operation: string;
  /** How a client has it: its name, or those of its group and of its method there. */
  readonly member: readonly string[];
  readonly input: RequestCase["input"];
  readonly auth: object | undefined;
  readonly allowUnbounded: boolean;
}

/**
 * The first call that can be derived from a platform's document and made without further ado.
 *
 * @param root the workspace's folder
 * @throws {Error} when there is none
 */
export function firstCall(root: string, { openapiClient: { platform } }: ClientManifest): ConsumerCall {
  const model = loadPlatform(root, platform);
  const [call] = deriveCases(model, loadPlatform(root, platform, { bare: true })).flatMap(asCall);
  if (call === undefined) throw new Error(`No call can be derived from the document of ${platform}.`);
  const operation = model.operations.find(({ name }) => name === call.operation);
  return { ...call, member: memberPath(operation ?? { name: call.operation }) };
}

/**
 * A program as a user writes it: it makes a client with the names that the package promises, makes a call, prints the
 * status of the response, and says of three wrong calls that they must not compile.
 *
 * @param baseUrl of a server that answers as the document says
 */
export function consumerProgram({ name, openapiClient }: ClientManifest, call: ConsumerCall, baseUrl: string): string {
  const { name: client } = openapiClient;
  const { operation, auth, allowUnbounded } = call;
  const method = `client.${call.member.join(".")}`;
  const input = JSON.stringify(call.input);
  const options = JSON.stringify({ baseUrl, auth });
  const callOptions = allowUnbounded ? ", { allowUnbounded: true }" : "";
  return `import { create${client}Client, isClientError, type ${client}Client, ${operation} } from ${JSON.stringify(name)};

const client: ${client}Client = create${client}Client(${options});
export const isError: (error: unknown) => boolean = isClientError;
export const alone: unknown = ${operation};

export function wrong(): void {
  // @ts-expect-error: an unknown option
  create${client}Client({ baseUrl: "http://localhost", nonsense: true });
  // @ts-expect-error: an unknown operation
  client.nonsense();
  // @ts-expect-error: an unknown part of the input
  ${method}({ ...${input}, nonsense: true });
}

const result = await ${method}.result(${input}${callOptions});
console.log(JSON.stringify({ status: result.status, failed: result.error !== undefined }));
`;
}

/** A program of CommonJS, in TypeScript. */
export function commonProgram({ name, openapiClient: { name: client } }: ClientManifest): string {
  return `import { create${client}Client, isClientError, type ${client}Client } from ${JSON.stringify(name)};

const create: typeof create${client}Client = create${client}Client;
export const used: (client: ${client}Client) => boolean = (client) => isClientError(client) || create === undefined;
`;
}

/** A program of CommonJS that Node runs: it says what it has found. */
export function requireProgram({ name, openapiClient: { name: client } }: ClientManifest): string {
  return `const { create${client}Client, InvalidRequestError } = require(${JSON.stringify(name)});
let thrown;
try {
  create${client}Client({ baseUrl: "localhost:1" });
} catch (error) {
  thrown = error;
}
console.log(typeof create${client}Client, typeof InvalidRequestError, thrown instanceof InvalidRequestError && thrown.name);
`;
}

/** A call that authenticates by a credential as it stands, for which no token has to be fetched. */
function asCall(contractCase: Case): Omit<ConsumerCall, "member">[] {
  if (contractCase.kind === "security") {
    const { operation, input, allowUnbounded, credentials } = contractCase;
    const auth = credentials.auth("token-server");
    return JSON.stringify(auth).includes("token-server") ? [] : [{ operation, input, auth, allowUnbounded }];
  }
  if (contractCase.kind === "request" && contractCase.prism.kind === "takes") {
    const { operation, input, allowUnbounded } = contractCase;
    return [{ operation, input, auth: undefined, allowUnbounded }];
  }
  return [];
}
