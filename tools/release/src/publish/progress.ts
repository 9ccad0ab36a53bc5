import { styleText } from "node:util";

/** The steps of a release, in their order; `verify` begins one that was prepared elsewhere. */
export type Step =
  | "prepare"
  | "install"
  | "version"
  | "verify"
  | "ask"
  | "build"
  | "contract"
  | "pack"
  | "check"
  | "commit"
  | "publish"
  | "tag";

/** Runs one step, and says when it begins and how it ended. */
export type RunStep = <Value>(
  step: Step,
  action: () => Promise<Value>,
  describe: (value: Value) => string,
) => Promise<Value>;

/** Progress for people, on standard error. */
export const printingSteps: RunStep = async (step, action, describe) => {
  process.stderr.write(`${styleText("dim", `${step} ...`, { stream: process.stderr })}\n`);
  const start = performance.now();
  const value = await action();
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  process.stderr.write(`${step}: ${describe(value)} (${seconds} s)\n`);
  return value;
};
