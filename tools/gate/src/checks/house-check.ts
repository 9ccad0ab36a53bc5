/** One thing that has to hold for the whole workspace. */
export interface HouseCheck {
  /** A sentence that says what holds when it passes. */
  readonly name: string;
  /** What does not hold, in words that can be printed; empty when all is well. */
  run(): string;
}
