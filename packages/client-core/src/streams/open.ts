/** Opens responses as streams. Only clients whose documents know such responses have it. */
import type { Definition, FetchedResponse, OpenStream, ReadableHead } from "../definition.ts";
import type { Call } from "../engine/call.ts";
import { compiledOf, showCompiled } from "../engine/compiled.ts";
import type { Transport } from "../engine/transport.ts";
import { type Operation, type OperationInfo, operation } from "../operation.ts";
import { bare } from "../records.ts";
import type { ResponseHead } from "../response/head.ts";
import { mediaOf } from "../response/judge.ts";
import { bytesOf } from "./bytes.ts";
import { Source } from "./source.ts";

/** Opens what the document describes as a stream of items. */
export const openItems: OpenStream = (call, head, body) => open(call, head, body, false);

/** Opens any success: as a stream of items where there are such, else of bytes. */
const openAny: OpenStream = (call, head, body) => open(call, head, body, true);

function open(
  given: object,
  head: ReadableHead & { readonly status: number },
  body: FetchedResponse["body"],
  takesBytes: boolean,
): ReturnType<OpenStream> {
  const call = given as Call; // the engine hands in its own
  const { status } = head;
  const { responses } = call.bound.operation;
  const declared = status >= 200 && status <= 299 ? (responses[status] ?? responses["2xx"]) : undefined;
  const media = declared && mediaOf(declared, head.get("content-type"));
  if (!declared || !media || !(media.items || takesBytes) || !isUnpacked(head)) return undefined;
  const source = new Source(call, head as ResponseHead, body); // as above
  return { key: declared.key, data: media.items ? media.items.open(source) : bytesOf(source) };
}

/** Whether `fetch` has undone how the response was packed. */
const isUnpacked = (head: ReadableHead): boolean =>
  /^((x-)?gzip|deflate|br|zstd|identity|,|\s)*$/i.test(head.get("content-encoding") ?? "");

/** An operation whose success may come as a stream. */
export interface StreamingOperation<Arguments extends readonly unknown[], Data, Result, Streamed>
  extends Operation<Arguments, Data, Result> {
  /**
   * Asks for the response as a stream, and resolves once it begins. Its deadline then holds for each part of it.
   * @throws InvalidRequestError, NotSentError, ApiError or OutcomeUnknownError, also where something else comes
   */
  stream(...args: Arguments): Promise<Streamed>;
}

/** Makes such an operation on a transport. */
export interface StreamingFactory<Arguments extends readonly unknown[], Data, Result, Streamed> {
  (transport: Transport): StreamingOperation<Arguments, Data, Result, Streamed>;
  /** What can be told of it without a client. */
  readonly info: OperationInfo;
}

/** Like `operation`, for what may come as a stream. */
export function streaming<Arguments extends readonly unknown[], Data, Result, Streamed>(
  define: () => Definition,
): StreamingFactory<Arguments, Data, Result, Streamed> {
  const whole = operation<Arguments, Data, Result>(define);
  const streamed = operation<Arguments, Streamed, unknown>(() => onlyStreams(define()));
  const factory = (transport: Transport): StreamingOperation<Arguments, Data, Result, Streamed> => {
    const stream = streamed(transport);
    return Object.assign(whole(transport), { stream: (...args: Arguments) => stream(...args) });
  };
  showCompiled(factory, () => compiledOf(whole));
  Object.defineProperty(factory, "info", bare({ get: () => whole.info }));
  return factory as typeof factory & { readonly info: OperationInfo }; // it has it now
}

/** The same without the successes that are no stream. */
function onlyStreams(definition: Definition): Definition {
  const hasItems = Object.entries(definition.responses).some(
    ([status, types]) => isOfSuccess(status, definition) && Object.values(types).some(({ items }) => items),
  );
  const responses = Object.entries(definition.responses).map(([status, types]) => {
    const streams = Object.entries(types).filter(([type, { items }]) => (hasItems ? items : !/[/+]json$/.test(type)));
    return [status, isOfSuccess(status, definition) ? Object.fromEntries(streams) : types] as const;
  });
  return { ...definition, responses: Object.fromEntries(responses), open: openAny };
}

const isOfSuccess = (status: string, { responses }: Definition): boolean =>
  /^2/.test(status) || (status === "default" && !Object.keys(responses).some((key) => /^2/.test(key)));
