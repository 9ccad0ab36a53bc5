import type { Delivery } from "./fault.ts";

/** What became of filters on their way to the server. */
export function sentFilters(given: Readonly<Record<string, unknown>>, { url }: Pick<Delivery, "url">): string {
  const names = Object.keys(given);
  const missing = names.filter((name) => !url.searchParams.has(name));
  if (missing.length > 0) return `sent without ${missing.map((name) => `\`${name}\``).join(" and ")}`;
  if (names.every((name) => asText(given[name]) === url.searchParams.get(name))) return "sent as given";
  return `sent as ${names.map((name) => `\`${name}=${url.searchParams.get(name)}\``).join(" and ")}`;
}

function asText(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return typeof value === "string" && value !== "" ? value : undefined;
}
