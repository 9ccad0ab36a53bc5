import { type LookupAddress, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Finds the network addresses of a host. */
export type ResolveHost = (host: string) => Promise<readonly LookupAddress[]>;

/** A host whose name leads into a network that must not be contacted. */
export class RefusedNetwork extends Error {
  override readonly name = "RefusedNetwork";
  /** What that network is, such as `private` or `link-local`. */
  readonly range: string;

  constructor(range: string) {
    super(`an address that is ${range}`);
    this.range = range;
  }
}

/** Whether a host's name means this very machine, whatever a name server says. */
export function isLoopbackHost(host: string): boolean {
  if (/^(?:.+\.)?localhost\.?$/i.test(host)) return true;
  const address = withoutBrackets(host);
  return isIP(address) !== 0 && rangeOf(address) === "loopback";
}

/**
 * What is wrong with contacting a network address on behalf of a host: only public ones are contacted, and loopback for
 * who names it.
 *
 * @param host as the address's URL has it.
 * @returns what the network is, such as `private`; `undefined` for nothing, and for what is no network address.
 */
export function refusedRange(address: string, host: string): string | undefined {
  const plain = withoutBrackets(address);
  if (isIP(plain) === 0) return undefined;
  const range = rangeOf(plain);
  return range === (isLoopbackHost(host) ? "loopback" : "unicast") ? undefined : inWords(range);
}

/**
 * A look-up for a connection, which is then made to an address that was judged, and to no other: a name server cannot
 * give one answer to who checks and another to who connects.
 */
export function guardedLookup(resolve: ResolveHost = systemLookup): LookupFunction {
  return (host, { all }, done) => {
    resolve(host).then(
      (addresses) => {
        const refused = addresses
          .map(({ address }) => refusedRange(address, host))
          .find((range) => range !== undefined);
        const [first] = addresses;
        if (refused !== undefined) done(new RefusedNetwork(refused), []);
        else if (all === true || first === undefined) done(null, [...addresses]);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}

function systemLookup(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
  });
}

function rangeOf(address: string): string {
  return ipaddr.process(address).range();
}

/** `linkLocal` is written `link-local`; a public address that stands for loopback is just that. */
function inWords(range: string): string {
  return range === "unicast" ? "not loopback" : range.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function withoutBrackets(host: string): string {
  return host.replaceAll(/^\[|\]$/g, "");
}
