import type { Receipt } from "../transport/receipt.ts";

/** A registered symbol, so that an error is known by every copy of this code in a program. */
const brand: unique symbol = Symbol.for("@org/client-error");

/** What every error knows about the call that it belongs to. */
export interface ErrorContext {
  readonly platform: string;
  readonly operation: string;
  /** Present when at least one request was sent. */
  readonly receipt?: Receipt | undefined;
}

/** What all errors of the clients have in common. No property, message or cause of it holds a secret. */
export abstract class ClientError extends Error {
  /** The platform that was called, for example `Phoenix`. */
  declare readonly platform: string;
  /** The operation's name. */
  declare readonly operation: string;
  /** What is known about the call; present when at least one request was sent. */
  declare readonly receipt?: Receipt;

  constructor({ platform, operation, receipt }: ErrorContext, details: object, text: string) {
    super(`${platform} ${operation} ${text}`);
    Object.assign(this, { platform, operation }, details, receipt && { receipt });
    Object.defineProperty(this, brand, { value: this.name });
  }

  /** The error as plain data, for logs. */
  toJSON(): Record<string, unknown> {
    return Object.assign({ name: this.name, message: this.message }, this as object);
  }
}

/** Whether a value bears the brand (and that name): `instanceof` fails between two copies of a class. */
export function isBranded(value: unknown, name?: string): boolean {
  const found = (value as { [brand]?: string } | null | undefined)?.[brand];
  return name ? found === name : found !== undefined;
}

/** Whether a value is an error of one of the clients, whichever package or copy it comes from. */
export function isClientError(value: unknown): value is ClientError {
  return isBranded(value);
}
