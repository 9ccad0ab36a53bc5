import { platforms } from "../platform-operations.ts";
import { secret } from "../secret.ts";
import type { Delivery, Fault } from "./fault.ts";

function sentKey({ headers }: Delivery): string {
  return JSON.stringify(headers).includes(secret) ? "sent with the key" : "sent without a key";
}

/** Keys and addresses as they come out of an environment that is not quite right. */
export const credentials: readonly Fault[] = [
  {
    title: "key of two lines",
    // Its SDK exchanges the key for a token, in a body that may have lines.
    platforms: platforms.filter((platform) => platform !== "Galileo"),
    key: { value: `${secret}\nsecond line` },
    sent: sentKey,
  },
  { title: "key that is `undefined`", key: { value: undefined }, sent: sentKey },
  {
    title: "base URL with a user name and a password in it",
    baseUrl: (origin) => origin.replace("//", `//user:${secret}@`),
    sent: ({ headers }) =>
      headers.authorization?.startsWith("Basic ") ? "sent with them in place of the key" : "sent",
  },
];
