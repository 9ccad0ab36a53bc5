/** No value can be made for a schema. An optional value is then left out; a required one makes the operation untestable. */
export class Unsampleable extends Error {
  override readonly name = "Unsampleable";

  constructor(at: string, reason: string) {
    super(`no sample for ${at === "" ? "the input" : at}: ${reason}`);
  }
}
