/** What makes a credential of an OAuth2 grant, by the grant's name: the functions that a user of the package imports. */
export type Grants = Readonly<Record<string, (credentials: never) => object>>;

/** The same client, for which `{ grant, ... }` in `auth` stands for what the package makes of such a grant. */
export function withGrants<Options extends { readonly auth?: Readonly<Record<string, unknown>> }, Client>(
  createClient: (options: Options) => Client,
  grants: Grants = {},
): (options: Options) => Client {
  return (options) => {
    if (options.auth === undefined) return createClient(options);
    const auth = Object.entries(options.auth).map(([name, value]) => [name, credentialOf(value, grants)] as const);
    return createClient({ ...options, auth: Object.fromEntries(auth) });
  };
}

function credentialOf(value: unknown, grants: Grants): unknown {
  const { grant, ...credentials } = (typeof value === "object" ? value : {}) as { readonly grant?: string };
  const make = grant === undefined ? undefined : grants[grant];
  return make === undefined ? value : make(credentials as never); // the token server has told what it takes
}
