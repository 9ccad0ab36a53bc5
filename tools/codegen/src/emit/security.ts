import {
  camelCase,
  type Model,
  type OAuthFlow,
  type SecurityAlternative,
  type SecurityScheme,
  UniqueNames,
} from "@workshop/openapi";
import { sourceOf } from "./documentation.ts";
import { comment, literal, object, propertyName } from "./text.ts";

/** What client-core does for a scheme, and what a caller gives for it. */
interface Authentication {
  /** A call of client-core's. */
  readonly expression: string;
  /** The functions of client-core in it. */
  readonly imports: readonly string[];
  /** The type of the credential. */
  readonly credential: string;
  readonly types: readonly string[];
}

/** The security schemes that operations ask for, in the order of the document. */
export function askedSchemes({ operations, securitySchemes }: Model): SecurityScheme[] {
  const asked = new Set(
    operations.flatMap(({ security }) => security.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme))),
  );
  return securitySchemes.filter((scheme) => asked.has(scheme));
}

/** The security schemes that operations ask for and a client can use, by the names of their constants. */
export class SecurityNames {
  private readonly names = new Map<SecurityScheme, string>();
  private readonly authentications = new Map<SecurityScheme, Authentication>();
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
    for (const scheme of askedSchemes(model)) {
      const authentication = authenticationOf(scheme, model);
      if (authentication !== undefined) this.authentications.set(scheme, authentication);
    }
    // No constant takes the name of a function that makes one.
    const unique = new UniqueNames([...this.authentications.values()].flatMap(({ imports }) => imports));
    for (const scheme of this.authentications.keys()) {
      this.names.set(scheme, unique.claim(camelCase(scheme.credential)));
    }
  }

  /** Alternatives as names of constants. */
  usable(alternatives: readonly SecurityAlternative[]): string[][] {
    return this.usableSets(alternatives).map((set) => set.flatMap((scheme) => this.names.get(scheme) ?? []));
  }

  /** Whether an operation of the model asks for a scheme that a client can use. */
  isUsed({ operations }: Model): boolean {
    return operations.some(({ security }) => this.usableSets(security).some((set) => set.length > 0));
  }

  /** The names that the credentials of each alternative have in `auth`, over all operations. */
  credentials(): string[][] {
    return this.alternatives().sets.map((set) => set.map(({ credential }) => credential));
  }

  /** The alternatives of all operations together, each once, as names of constants. */
  together(): string[][] {
    const sets = this.model.operations.flatMap(({ security }) => this.usable(security));
    return [...new Map(sets.map((set) => [[...set].sort().join(), set])).values()];
  }

  /** What belongs to the connection (mutual TLS), the caller's `fetch` brings along: it takes nothing from the alternative. */
  private usableSets(alternatives: readonly SecurityAlternative[]): SecurityScheme[][] {
    return alternatives.map(({ schemes }) =>
      schemes.map(({ scheme }) => scheme).filter((scheme) => this.names.has(scheme)),
    );
  }

  /** The module `security.ts`: a constant for each scheme, and the type of the `auth` option. */
  write(clientName: string): { text: string; required: boolean; exists: boolean } {
    const { sets, required } = this.alternatives();
    const functions = [...this.authentications.values()].flatMap(({ imports }) => imports);
    const types = [...this.authentications.values()].flatMap((authentication) => authentication.types);
    const constants = [...this.authentications].map(
      ([scheme, { expression }]) =>
        `${comment(scheme.description, sourceOf(scheme.source))}export const ${this.names.get(scheme)}: Authenticator = /* @__PURE__ */ ${expression};\n`,
    );
    const exists = sets.length > 0;
    const documentation = comment("One way to authenticate. Each secret is a string, or a function that gives one.");
    const type = exists ? `${documentation}export type ${clientName}Auth =\n${this.union(sets)};\n` : "";
    const imports =
      constants.length === 0
        ? ""
        : `import { ${["type Authenticator", ...[...new Set(functions)].sort()].join(", ")} } from "@org/client-core/generated";\n` +
          `import type { ${[...new Set(types)].sort().join(", ")} } from "@org/client-core";\n\n`;
    return { text: `${imports}${constants.join("\n")}\n${type}`, required, exists };
  }

  /** The distinct sets of schemes over all operations, and whether every operation asks for one. */
  private alternatives(): { sets: SecurityScheme[][]; required: boolean } {
    const sets = new Map<string, SecurityScheme[]>();
    let required = this.model.operations.length > 0;
    for (const { security } of this.model.operations) {
      const usable = this.usableSets(security);
      if (usable.length === 0 || usable.some((set) => set.length === 0)) required = false;
      for (const set of usable) {
        if (set.length > 0)
          sets.set(
            set
              .map(({ credential }) => credential)
              .sort()
              .join(),
            set,
          );
      }
    }
    return { sets: [...sets.values()], required };
  }

  /**
   * Exactly one alternative: what belongs to the others is `never`. Where one alternative is another with something
   * more, the surplus is optional.
   */
  private union(sets: readonly SecurityScheme[][]): string {
    const all = [...new Set(sets.flat())];
    const within = (small: readonly SecurityScheme[], large: readonly SecurityScheme[]): boolean =>
      small.length < large.length && small.every((scheme) => large.includes(scheme));
    return sets
      .filter((set) => !sets.some((other) => within(other, set)))
      .map((set) => {
        const surplus = new Set(sets.filter((other) => within(set, other)).flat());
        const members = all.map((scheme) => {
          const name = propertyName(scheme.credential);
          const credential = this.authentications.get(scheme)?.credential ?? "never";
          if (set.includes(scheme)) return `${name}: ${credential}`;
          return `${name}?: ${surplus.has(scheme) ? credential : "never"}`;
        });
        return `  | { ${members.join("; ")} }\n`;
      })
      .join("");
  }
}

function authenticationOf(scheme: SecurityScheme, model: Model): Authentication | undefined {
  const one = (name: string, credential: string, ...values: readonly string[]): Authentication => ({
    expression: `${name}(${[literal(scheme.credential), ...values].join(", ")})`,
    imports: [name],
    credential,
    types: [credential],
  });
  switch (scheme.type) {
    case "apiKey": {
      const carriers = { cookie: "keyInCookie", header: "keyInHeader", query: "keyInQuery" } as const;
      return one(carriers[scheme.in], "Credential", literal(scheme.parameterName));
    }
    case "http":
      if (scheme.scheme === "basic") return one("basicCredentials", "BasicCredential");
      // Of a scheme that the client does not know, the caller gives the whole header.
      return one(scheme.scheme === "bearer" ? "bearerToken" : "authorization", "Credential");
    case "openIdConnect":
      return one("bearerToken", "Credential");
    case "oauth2": {
      const own = scheme.flows.flatMap((flow) => {
        if (flow.grant !== "clientCredentials" && flow.grant !== "password") return [];
        return [[flow.grant, literal(tokenUrlOf(flow, model))] as const];
      });
      const grants = own.length === 0 ? [] : [`OAuth2Grant<${own.map(([grant]) => literal(grant)).join(" | ")}>`];
      return {
        ...one("oauth2Token", [...grants, "OAuth2AccessToken"].join(" | "), object(own)),
        types: ["OAuth2AccessToken", ...(grants.length === 0 ? [] : ["OAuth2Grant"])],
      };
    }
    case "mutualTLS":
      return undefined; // the connection's business, which no header can stand in for
  }
}

/** A token URL on the document's server moves with `baseUrl`, so that a password never goes to another host. */
function tokenUrlOf({ tokenUrl = "" }: OAuthFlow, model: Model): string {
  const server = model.servers[0]?.url ?? "/";
  const placeholder = "http://server.invalid";
  const base = new URL(server.endsWith("/") ? server : `${server}/`, placeholder);
  const url = new URL(tokenUrl, base);
  if (url.origin !== base.origin) return url.href;
  if (url.pathname.startsWith(base.pathname)) return `/${url.pathname.slice(base.pathname.length)}${url.search}`;
  // Beside the path of the server: up from there.
  return `${base.pathname.slice(0, -1).replace(/[^/]+/g, "..")}${url.pathname}${url.search}`;
}
