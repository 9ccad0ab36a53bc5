/** A request as it stands on the wire. */
export interface WireRequest {
  readonly method: string;
  /** The request target: path and query, not decoded. */
  readonly target: string;
  /** Names as sent, in order, repeated names repeated. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** An answer as it stands on the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The first header of a name; `undefined` where there is none. */
export function headerOf(message: Pick<WireAnswer | WireRequest, "headers">, name: string): string | undefined {
  return message.headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

/** The media type of a message without its parameters, in lower case. */
export function mediaTypeOf(message: Pick<WireAnswer | WireRequest, "headers">): string | undefined {
  return headerOf(message, "content-type")?.split(";")[0]?.trim().toLowerCase();
}

export function textOf(message: Pick<WireAnswer | WireRequest, "body">): string {
  return new TextDecoder().decode(message.body);
}
