import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { RequestPlan } from "@org/galileo-client";
import { type Eraser, PLATFORMS, type Platform } from "./platforms.ts";

/** What somebody wants to have erased: a file that a person writes. */
export interface ErasureRequest {
  /** How the case is called elsewhere; no personal data. */
  readonly case: string;
  readonly steps: readonly { readonly platform: Platform; readonly input: unknown }[];
}

/** One call, and the request that it would send. */
export interface Step {
  /** Unique within the plan. */
  readonly id: string;
  readonly platform: Platform;
  readonly operation: string;
  readonly input: unknown;
  readonly request: RequestPlan;
}

/** What is to be sent, to be read and approved by a person. It holds no credential. */
export interface Plan {
  readonly case: string;
  readonly madeAt: string;
  /** From then on it is stale: what it would erase may have become something else. */
  readonly validUntil: string;
  readonly steps: readonly Step[];
}

/** A plan that is not to be carried out, or a file that is none. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}

const VALID_MS = 24 * 60 * 60 * 1_000;

/** Reads a request for erasure, and refuses what is none. Whether the inputs are any is for the clients to say. */
export function readRequest(file: string): ErasureRequest {
  const request = readJson(file);
  const { case: name, steps } = request as Partial<ErasureRequest>; // looked at below
  if (typeof name !== "string" || name === "" || !Array.isArray(steps) || steps.length === 0) {
    throw new PlanError(`${file}: it has a "case" and at least one of "steps".`);
  }
  for (const [index, step] of steps.entries()) {
    if (typeof step !== "object" || step === null || !PLATFORMS.includes(step.platform) || !("input" in step)) {
      throw new PlanError(`${file}: steps[${index}] has a "platform" (${PLATFORMS.join(", ")}) and an "input".`);
    }
  }
  return { case: name, steps };
}

/**
 * Asks each client which request it would send. Nothing is sent.
 *
 * @throws {InvalidRequestError} of the client, for an input that is none
 */
export function makePlan(request: ErasureRequest, erasers: ReadonlyMap<Platform, Eraser>, now: Date): Plan {
  const steps: Step[] = [];
  for (const [index, { platform, input }] of request.steps.entries()) {
    const { operation, request: planned } = requestOf(platform, input, erasers);
    steps.push({ id: `${index + 1}-${platform}`, platform, operation, input, request: planned });
  }
  const validUntil = new Date(now.getTime() + VALID_MS).toISOString();
  return { case: request.case, madeAt: now.toISOString(), validUntil, steps };
}

/** What an approval is bound to: another plan, even by one letter, has another digest. */
export function digestOf(plan: Plan): string {
  return `sha256-${createHash("sha256").update(JSON.stringify(plan)).digest("hex")}`;
}

export function writePlan(file: string, plan: Plan): void {
  writeFileSync(file, `${JSON.stringify(plan, undefined, 2)}\n`, { flag: "wx" });
}

/**
 * Reads a plan that is to be carried out.
 *
 * @param approved the digest that a person has approved
 * @throws {PlanError} when it was edited since, or is stale
 */
export function readApprovedPlan(file: string, approved: string, now: Date): Plan {
  const plan = readJson(file) as Plan; // its digest says that it was written here
  if (digestOf(plan) !== approved) {
    throw new PlanError(`${file} is not what was approved: it was edited, or another plan is meant. Nothing was sent.`);
  }
  if (now.toISOString() > plan.validUntil || now.toISOString() < plan.madeAt) {
    throw new PlanError(`${file} is stale: it was valid until ${plan.validUntil}. Make a new one. Nothing was sent.`);
  }
  return plan;
}

/** @throws {PlanError} when a plan would send something else today than what was approved */
export function refuseOtherRequests(file: string, plan: Plan, erasers: ReadonlyMap<Platform, Eraser>): void {
  for (const { id, platform, input, request } of plan.steps) {
    const today = requestOf(platform, input, erasers);
    if (JSON.stringify(today.request) !== JSON.stringify(request)) {
      throw new PlanError(
        `${file}: ${id} would send another request today (an address, or the client, has changed). Make a new plan. Nothing was sent.`,
      );
    }
  }
}

function requestOf(
  platform: Platform,
  input: unknown,
  erasers: ReadonlyMap<Platform, Eraser>,
): { operation: string; request: RequestPlan } {
  const eraser = erasers.get(platform);
  if (eraser === undefined) throw new PlanError(`${platform} is not connected.`);
  const planned = eraser.plan(input as never); // the client checks it
  // As it is in a file: a user agent tells the version of the client, which may be a newer one by then.
  const { "user-agent": _version, ...headers } = planned.headers;
  const request = JSON.parse(JSON.stringify({ ...planned, headers })) as RequestPlan;
  return { operation: eraser.operation, request };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new PlanError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
