/** Groups of methods, for clients whose operations stand in some. */
import { bare } from "./records.ts";

/** What makes each group. */
type Makers = Readonly<Record<string, () => object>>;

/** A client with its groups. */
type Grouped<Client, Groups extends Makers> = Client & { readonly [Name in keyof Groups]: ReturnType<Groups[Name]> };

/**
 * Gives a client its groups. Each is made when it is first asked for, and is the same from then on: of a platform with
 * hundreds of operations most programs use a few.
 */
export function withGroups<Client extends object, Groups extends Makers>(
  client: Client,
  groups: Groups,
): Grouped<Client, Groups> {
  for (const [name, make] of Object.entries(groups)) {
    let made: object | undefined;
    const get = (): object => {
      made ??= make();
      return made;
    };
    Object.defineProperty(client, name, bare({ get, enumerable: true }));
  }
  return client as Grouped<Client, Groups>; // it has them now
}
