/** Where a real server deviates from its document. */
export type { Deviation } from "./deviation.ts";
export { type TargetReport, type TargetSetting, tryTarget } from "./try-target.ts";
