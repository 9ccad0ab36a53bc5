/** What a candidate's process tells about its call. */
export type Observation =
  | {
      readonly settled: "resolved" /** As source code, or `success` where it is what a call without a fault resolves with. */;
      readonly value: string;
      readonly memory: number;
    }
  | {
      /** `returned`: the call resolved with an error that the caller is meant to look at. */
      readonly settled: "returned" | "rejected";
      readonly name: string;
      readonly status: number | undefined;
      /** What the error says of itself in a property `reason`. */
      readonly reason: string | undefined;
      /** Everything that the caller can read of the error. */
      readonly text: string;
      readonly memory: number;
    };

/** `broken`: no result at all, the measurement itself has failed. */
export type Message = { readonly calling: true } | { readonly broken: string } | { readonly observation: Observation };

/** What the parent asks a candidate's process for. */
export interface Task {
  readonly candidate: string;
  readonly fault: string;
  readonly platform: string;
  readonly origin: string;
  /** Where the SDKs are installed. */
  readonly sdks: string;
}
