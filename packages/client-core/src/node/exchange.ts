import { type Duplex, pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzip,
  inflate,
  inflateRaw,
} from "node:zlib";
import type { Dispatcher } from "undici";
import type { FetchedHeaders, FetchedResponse } from "../definition.ts";
import { tooLarge, WholeBody } from "../response/read-body.ts";

/** Headers as undici gives them. */
type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

class ResponseHeaders implements FetchedHeaders {
  readonly #from: IncomingHeaders;

  constructor(from: IncomingHeaders) {
    this.#from = from;
  }

  get(name: string): string | null {
    const value = Object.hasOwn(this.#from, name) ? this.#from[name] : undefined;
    return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    for (const name of Object.keys(this.#from)) yield [name, this.get(name) ?? ""];
  }
}

/** One request and its response, as undici tells of them. */
export class Exchange extends WholeBody implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: FetchedResponse) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #signal: AbortSignal | undefined;
  #controller: Dispatcher.DispatchController | undefined = undefined;
  #headers: IncomingHeaders = {};
  #chunks: Uint8Array[] = [];
  #size = 0;
  /** `undefined`: nobody has asked for the body yet. */
  #limit: number | undefined = undefined;
  #ended: "done" | "failed" | undefined = undefined;
  #problem: unknown = undefined;
  #settle: (() => void) | undefined = undefined;
  /** Hands on what comes, where the body is read as a stream. */
  #forward: ((chunk: Uint8Array | undefined, ended: "done" | "failed" | undefined) => void) | undefined = undefined;

  constructor(
    resolve: (response: FetchedResponse) => void,
    reject: (reason: unknown) => void,
    signal: AbortSignal | undefined,
  ) {
    super();
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    signal?.addEventListener("abort", this);
  }

  /** The signal's. */
  handleEvent(): void {
    this.#fail(this.#signal?.reason);
    this.#stop();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) this.#stop();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHeaders): void {
    if (status < 200) return; // the response is still to come
    this.#headers = headers;
    this.#resolve({ status, headers: new ResponseHeaders(headers), body: this as unknown as FetchedResponse["body"] });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#ended) return;
    if (this.#forward) {
      this.#forward(chunk, undefined);
      return;
    }
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#checkSize();
  }

  onResponseEnd(): void {
    this.#end("done");
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    this.#fail(error);
  }

  async read(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    this.#limit = limit;
    this.#checkSize();
    if (!this.#ended)
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
      });
    if (this.#ended === "failed") throw this.#problem;
    const [only, ...others] = this.#chunks;
    const bytes = only && !others.length ? only : Buffer.concat(this.#chunks, this.#size);
    return decoded(bytes as Uint8Array<ArrayBuffer>, this.#headers["content-encoding"], limit); // of no shared memory
  }

  /** Unpacked as it comes. What nobody has asked for yet waits on the connection. */
  stream(): ReadableStream<Uint8Array> {
    const incoming = new Readable({
      read: () => this.#controller?.resume(),
      destroy: (problem, done) => {
        if (!this.#ended) {
          this.#fail(problem ?? tooLarge);
          this.#stop();
        }
        done(problem);
      },
    });
    this.#forward = (chunk, ended) => {
      if (chunk && !incoming.push(chunk)) this.#controller?.pause();
      if (ended === "done") incoming.push(null);
      // undici's own errors are errors.
      else if (ended) incoming.destroy(this.#problem as Error);
    };
    for (const chunk of this.#chunks.splice(0)) this.#forward(chunk, undefined);
    if (this.#ended) this.#forward(undefined, this.#ended);
    const codings = String(this.#headers["content-encoding"] ?? "")
      .toLowerCase()
      .split(",")
      .reverse();
    const unpackers = codings.flatMap((coding) => unpacking.get(coding.trim())?.() ?? []);
    const last = unpackers.reduce<Readable>((from, to) => pipeline(from, to, () => {}), incoming);
    return webStreamOf(last);
  }

  #checkSize(): void {
    if (this.#limit === undefined || this.#size <= this.#limit) return;
    this.#fail(tooLarge);
    this.#stop();
  }

  #fail(problem: unknown): void {
    if (this.#ended) return;
    this.#problem = problem;
    this.#end("failed");
    this.#reject(problem); // of no consequence where the head has come
  }

  #end(how: "done" | "failed"): void {
    this.#ended ??= how;
    this.#signal?.removeEventListener("abort", this);
    this.#settle?.();
    this.#forward?.(undefined, how);
  }

  /** The connection is of no use any more, whatever it says. */
  #stop(): void {
    this.#controller?.abort(new Error("the call is over"));
  }

  cancel(): Promise<void> {
    this.#fail(tooLarge);
    this.#stop();
    return Promise.resolve();
  }
}

/** What `Readable.toWeb` does, but that it throws out of reach of anybody where it is cancelled before it is read. */
function webStreamOf(readable: Readable): ReadableStream<Uint8Array> {
  readable.on("error", () => {}); // whoever reads is told
  const chunks: AsyncIterator<Buffer, undefined> = readable[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value.buffer, value.byteOffset, value.length));
      },
      cancel() {
        readable.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

type Decoder = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", (bytes, options) => promisify(isWrapped(bytes) ? inflate : inflateRaw)(bytes, options)],
  ["br", promisify(brotliDecompress)],
]);

const unpacking: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  ["deflate", () => createInflate()],
  ["br", () => createBrotliDecompress()],
]);

/** Some servers send deflate without the frame that HTTP wants around it. */
const isWrapped = ([first = 0]: Uint8Array): boolean => (first & 0x0f) === 0x08;

/** Undoes what `accept-encoding` allows, the last coding first. Others are passed on: whoever reads texts refuses them. */
async function decoded(
  bytes: Uint8Array<ArrayBuffer>,
  header: string | string[] | undefined,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (header === undefined || bytes.length === 0) return bytes;
  const codings = String(header).toLowerCase().split(",").reverse();
  const known = codings.flatMap((coding) => decoders.get(coding.trim()) ?? []);
  if (known.length < codings.length) return bytes;
  let plain = bytes;
  for (const decode of known) {
    try {
      plain = new Uint8Array(await decode(plain, { maxOutputLength: limit }));
    } catch (thrown) {
      throw (thrown as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge : thrown;
    }
  }
  return plain;
}
