import { FetchError, type Fetched, type FetchLimits } from "../import/fetch-published.ts";
import type { ResolveHost } from "../import/network-address.ts";
import { publicAddress } from "../import/public-address.ts";
import { downloaded, type Published } from "../import/published-source.ts";
import { fetchPatiently, type Patience } from "./fetch-patiently.ts";
import { recallResponse, rememberResponse } from "./remembered-responses.ts";

/** How a run downloads. */
export interface DownloadOptions {
  /** Repository root, below which responses are remembered. */
  readonly root: string;
  readonly limits: FetchLimits;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  readonly resolveHost?: ResolveHost | undefined;
}

/**
 * The downloads of one run, whichever documents they are for: each address is asked once, each host one request after
 * the other, and for what was not seen before only.
 */
export class Downloads {
  private readonly options: DownloadOptions;
  private readonly byAddress = new Map<string, Promise<Fetched>>();
  private readonly lastOfHost = new Map<string, Promise<unknown>>();
  /** What was downloaded, and not what a server said is still the same. */
  private readonly fresh = new Map<string, Fetched>();

  constructor(options: DownloadOptions) {
    this.options = options;
  }

  /**
   * Downloads what is at an address.
   *
   * @throws {DocumentError} as `fetchPatiently` does.
   */
  async get(url: URL, progress: (step: string) => void): Promise<Published> {
    const known = this.byAddress.get(url.href);
    if (known !== undefined) return downloaded(url, await known);
    const before = this.lastOfHost.get(url.host) ?? Promise.resolve();
    const fetched = before.then(() => this.fetch(url, progress));
    this.byAddress.set(url.href, fetched);
    this.lastOfHost.set(
      url.host,
      fetched.catch(() => {}),
    );
    return downloaded(url, await fetched);
  }

  /** Keeps what was downloaded for later runs. */
  remember(): void {
    for (const [address, fetched] of this.fresh) rememberResponse(this.options.root, address, fetched);
  }

  private async fetch(url: URL, progress: (step: string) => void): Promise<Fetched> {
    const { root, signal } = this.options;
    signal?.throwIfAborted();
    const known = recallResponse(root, url.href);
    progress(`fetching ${publicAddress(url).address}`);
    const fetched = await fetchPatiently(url, { ...this.options, known, progress });
    if (fetched !== known) this.fresh.set(url.href, fetched);
    return fetched;
  }
}

/** Whether asking for something else on the same site makes sense after an error. */
export function isOutage(error: unknown): boolean {
  return error instanceof FetchError && error.failure.transient;
}
