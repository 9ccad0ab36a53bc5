import { Socket } from "node:net";

/** From here on this process reaches nothing but this machine: the SDKs may have ideas of their own. */
export function stayOnLoopback(): void {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]): Socket {
    // `connect` has many signatures; inside of Node, options come in an array.
    const [first] = given.flat(1);
    const host = isOptions(first) ? (first.host ?? (first.path ? "localhost" : undefined)) : given[1];
    if (host !== undefined && !/^(localhost|127\.0\.0\.1|::1)$/.test(String(host))) {
      throw new Error(`Only this machine may be contacted here, and not ${String(host)}.`);
    }
    return Reflect.apply(connect, this, given);
  } as typeof connect;
}

function isOptions(value: unknown): value is { host?: unknown; path?: unknown } {
  return typeof value === "object" && value !== null;
}
