/** Where parameters and credentials travel, each imported only by what travels there. */
import type { RequestParts } from "../definition.ts";
import { bareRecord } from "../records.ts";
import { percentEncode } from "./text.ts";

/** `name=` */
export const labelled = (name: string): string => `${percentEncode(name)}=`;

/** @param name in small letters */
export const putInHeader =
  (name: string) =>
  (parts: RequestParts, text: string): void => {
    parts.headers ??= bareRecord<string>();
    parts.headers[name] = text;
  };

export const putInQuery = (parts: RequestParts, pair: string): void => {
  parts.query += (parts.query ? "&" : "?") + pair;
};

export const putInCookie = (parts: RequestParts, pair: string): void => {
  parts.cookies += `; ${pair}`;
};
