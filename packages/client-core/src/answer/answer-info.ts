/** What is known about an answer besides its body. */
export interface AnswerInfo {
  /** The status that the server sent. */
  readonly status: number;
  /** The answer's headers, without `Set-Cookie` and with credentials blotted out. */
  readonly headers: Headers;
}
