import type { MediaType } from "@workshop/openapi";
import type { Reading } from "./operation-pair.ts";

/**
 * What is odd about the body of an answer, in words: what breaks the document, formats included, and what satisfies it
 * but cannot be meant. Such an answer is the mock's or the document's own, and a client has to do the right thing all the same.
 */
export function findOddities({ checker }: Reading, media: MediaType, body: unknown): string[] {
  const problems = checker.problems(media.schema ?? true, body, "strict-answer");
  const places = new Map<string, string>();
  // Of a union every branch complains; what is said first is what the first branch says.
  for (const { at, keyword } of problems) if (!places.has(at.join("/"))) places.set(at.join("/"), keyword);
  const oddities = [...places].map(([at, keyword]) => `/${at} breaks ${keyword}`);
  const isFailure = media.failure !== undefined && checker.accepts(media.failure.when, body, "answer");
  const message = media.failure?.message;
  if (!isFailure && message !== undefined && typeof body === "object" && body !== null && message in body) {
    oddities.push(`it is a success with the message of a failure in /${message}`);
  }
  return [...oddities, ...listsAsText(body, "")];
}

/** A list whose item is the text of a list: an example that was quoted once too often. */
function listsAsText(value: unknown, at: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    if (Array.isArray(value) && typeof item === "string" && /^\[.*\]$/s.test(item)) {
      return [`/${at === "" ? "" : `${at}/`}${name} is the text of a list`];
    }
    return listsAsText(item, at === "" ? name : `${at}/${name}`);
  });
}
