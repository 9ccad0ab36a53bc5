/** A response that a server gives, ready for JSON. */
export interface GivenResponse {
  readonly status: number;
  readonly mediaType?: string;
  /** Empty: no body. */
  readonly body: string;
}

/** A client to which faults happen: a built package, and the one call that is made with it. Plain data, for another process. */
export interface Subject {
  readonly platform: string;
  /** The built module, as a file URL. */
  readonly entry: string;
  readonly factory: string;
  readonly operation: string;
  /** How a client has it: its name, or those of its group and of its method there. */
  readonly member: readonly string[];
  readonly method: string;
  /** The path template. */
  readonly path: string;
  /** Absent where the operation takes nothing. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly options: { readonly allowUnbounded?: true };
  /** With `SECRET` in every text. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** The declared success. */
  readonly success: GivenResponse;
  /** The declared failure in the guise of a success, if there is one. */
  readonly failure?: GivenResponse;
  /** Whether a repeat of this very call is rated safe. */
  readonly isRepeatable: boolean;
  /** The name of the credential for which the client fetches tokens, and how. */
  readonly tokens?: { readonly credential: string; readonly grant: string };
}

/** Stands in every credential, and in no error. */
export const SECRET = "hunter22-keep-me-secret";
