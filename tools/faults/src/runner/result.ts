import type { Way } from "../fault.ts";
import type { WayResult } from "./run-fault.ts";

/** What came of one fault, by platform and way. */
export interface FaultResult {
  readonly name: string;
  readonly group: string;
  readonly platforms: Record<string, Partial<Record<Way, WayResult>>>;
}

/** What came of a scenario of many calls, on one platform. */
export interface ScenarioResult {
  readonly name: string;
  readonly platform: string;
  /** In a few words. */
  readonly observed?: string;
  readonly problems: readonly string[];
}

/** What one Node has to say. */
export interface RunResult {
  readonly node: string;
  readonly faults: readonly FaultResult[];
  readonly scenarios: readonly ScenarioResult[];
  /** What went wrong outside of all calls. */
  readonly strays: readonly string[];
}
