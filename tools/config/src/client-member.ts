/**
 * What a client has under a name, or under the names of a group and of its method. It knows web standards only: programs of other
 * runtimes carry it.
 */
export function memberOf(client: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (holder, name) => (holder instanceof Object ? Reflect.get(holder, name) : undefined),
    client,
  );
}
