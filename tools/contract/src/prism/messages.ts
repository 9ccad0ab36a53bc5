/** One document to mock. */
export interface PrismDocument {
  readonly platform: string;
  /** Path of the bare document, as published. */
  readonly document: string;
  /** The port on 127.0.0.1; 0 (the default) takes any free one. */
  readonly port?: number;
  /** Base URL that requests are handed on to, checked on the way there and back; without it they are mocked. */
  readonly upstream?: string;
}

/** What the parent tells the child, once. */
export interface StartMessage {
  readonly kind: "start";
  readonly documents: readonly PrismDocument[];
}

/** What the child tells the parent, once. */
export type ResponseMessage =
  | { readonly kind: "ready"; readonly urls: Readonly<Record<string, string>> }
  | {
      readonly kind: "failed";
      readonly platform: string;
      readonly document: string;
      readonly port: number;
      /** `EADDRINUSE` and the like, where the failure has a code. */
      readonly code?: string;
      readonly message: string;
    };
