import type { Registry } from "./registry.ts";

/** The versions of a package that the registry holds, and the hash of each; none if it does not know the package. */
export async function publishedVersions(
  { url, token }: Registry,
  name: string,
): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${url}${name.replace("/", "%2f")}`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status === 404) return {};
  if (!response.ok) throw new Error(`The registry answers ${response.status} when it is asked for ${name}.`);
  // The format of every npm registry.
  const { versions } = (await response.json()) as { versions: Record<string, { dist: { integrity: string } }> };
  return Object.fromEntries(Object.entries(versions).map(([version, { dist }]) => [version, dist.integrity]));
}
