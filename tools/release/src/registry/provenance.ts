/** Whether npm is told to attest where a package was built, and the reason in words. */
export interface Provenance {
  readonly attested: boolean;
  readonly reason: string;
}

/**
 * Decides about provenance. npm can attest only what a cloud runner builds whose identity the registry trusts; only
 * registry.npmjs.org shows such attestations, and only for public packages.
 *
 * @param registry its address
 * @param access of the package, as its package.json says
 */
export function decideProvenance(
  registry: string,
  access: string | undefined,
  environment: NodeJS.ProcessEnv,
): Provenance {
  const { hostname } = new URL(registry);
  if (hostname !== "registry.npmjs.org") return none(`${hostname} does not take provenance`);
  if (access !== "public") return none("npm takes it for public packages only, and these are restricted");
  const gitHub = environment.GITHUB_ACTIONS === "true" && environment.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined;
  const gitLab = environment.GITLAB_CI !== undefined && environment.SIGSTORE_ID_TOKEN !== undefined;
  if (!gitHub && !gitLab) return none("this is no runner with an identity (GitHub Actions with `id-token: write`)");
  return { attested: true, reason: `attested by ${gitHub ? "GitHub Actions" : "GitLab CI"}` };
}

function none(reason: string): Provenance {
  return { attested: false, reason };
}
