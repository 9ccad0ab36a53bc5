import {
  bodyEdges,
  codeOf,
  type Reading,
  responseBodies,
  sampleHeaders,
  undeclaredNames,
  type WireResponse,
} from "@workshop/contract";
import { isJson, type MediaType, type Operation, type Response, type Schema } from "@workshop/openapi";

/** A response that a server may give, and what it is about. */
interface SampledResponse {
  readonly words: string;
  readonly response: WireResponse;
}

/** An operation as one document says it. */
interface Declared {
  readonly reading: Reading;
  readonly operation: Operation;
}

/**
 * Responses that an operation of the mutant allows: each status in each media type, filled and minimal, each choice, and
 * whatever stands at an edge of the mutant's schema or of the one that the client was built from.
 *
 * @param asked the media types that the client asks for: a server that has one of them gives no other
 */
export function* sampledResponses(
  { reading, operation }: Declared,
  client: Declared,
  asked: ReadonlySet<string>,
): Iterable<SampledResponse> {
  for (const declared of operation.responses) {
    const status = codeOf(declared.status, operation);
    const acceptable = declared.content.filter(({ mediaType }) => asked.has(mediaType));
    const medias = acceptable.length > 0 ? acceptable : declared.content;
    if (medias.length === 0 || status === 204 || status === 205) {
      yield { words: `${status} without a body`, response: responseOf(reading, declared, status) };
      continue;
    }
    const known = client.operation.responses.find((one) => one.status === declared.status);
    for (const media of medias) {
      const other = known?.content.find(({ mediaType }) => mediaType === media.mediaType)?.schema ?? true;
      for (const [index, body] of bodiesOf(reading, media.schema ?? true, client.reading, other).entries()) {
        const response = responseOf(reading, declared, status, { media, body });
        yield { words: `${status} as ${media.mediaType} (${index + 1})`, response };
      }
    }
  }
}

/**
 * Bodies that the mutant's schema allows, formats included: at its own edges, and at those of the client's. A name that
 * the mutant does not declare is in none of them: JSON Schema allows any, but no server sends what it does not know.
 */
function bodiesOf(reading: Reading, schema: Schema, clientReading: Reading, clientSchema: Schema): unknown[] {
  const candidates = [
    [reading, schema],
    [clientReading, clientSchema],
  ] as const;
  const bodies = new Map<string, unknown>();
  for (const [search, of] of candidates) {
    const made = responseBodies(search, of);
    for (const body of [...made.map((one) => one.made.body), ...bodyEdges(search, of, made).map((one) => one.body)]) {
      if (!reading.checker.accepts(schema, body, "strict-response")) continue;
      if (undeclaredNames(reading, [schema], body, "").length === 0) bodies.set(JSON.stringify(body) ?? "", body);
    }
  }
  return [...bodies.values()];
}

function responseOf(
  reading: Reading,
  declared: Response,
  status: number,
  content?: { readonly media: MediaType; readonly body: unknown },
): WireResponse {
  const headers = sampleHeaders(reading, declared);
  if (content === undefined) return { status, headers, body: new Uint8Array() };
  const { media, body } = content;
  const text = typeof body === "string" && !isJson(media.mediaType) ? body : JSON.stringify(body);
  return { status, headers: [...headers, ["content-type", media.mediaType]], body: new TextEncoder().encode(text) };
}
