import {
  argumentsOf,
  type Callable,
  type CallResult,
  operationOf,
  type WireRequest,
  type WireResponse,
  whyNotAsked,
  whyRefusedWrongly,
} from "@workshop/contract";
import type { Input } from "@workshop/samples";
import type { Scene } from "./scene.ts";

/** How a call is made. */
export interface CallSetting {
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The response, where Prism is not asked. */
  readonly canned?: WireResponse | undefined;
}

/** A call that was sent. */
export interface Performed {
  readonly request: WireRequest;
  /** Absent when none came. */
  readonly response: WireResponse | undefined;
  readonly result: CallResult;
}

/** Makes a call with the client; `undefined` when it has sent nothing, so that no server could see it. */
export async function perform(
  { stage }: Scene,
  callable: Callable,
  setting: CallSetting,
): Promise<Performed | undefined> {
  const { auth, headers, canned } = setting;
  stage.recorder.take();
  stage.recorder.respondWith(canned);
  try {
    const method = operationOf(stage, callable.operation, auth);
    const result = await method.result(...argumentsOf(callable, headers));
    // A token that is refused is fetched anew, and the call made again: the last one counts.
    const exchange = stage.recorder.take().at(-1);
    return exchange && { request: exchange.request, response: exchange.response, result };
  } catch (error) {
    const exchange = stage.recorder.take().at(-1);
    return exchange && { request: exchange.request, response: exchange.response, result: failed(error) };
  } finally {
    stage.recorder.respondWith(undefined);
  }
}

/** A call that was sent and of which nothing came back: `.result` tells of responses only. */
function failed(error: unknown): CallResult {
  return { status: "none", data: undefined, error };
}

/** Whether Prism cannot tell of this call what is right: it would crash, or is known to refuse it wrongly. */
export function isPrismBlind({ stage, changed, pair }: Scene, input: Input): boolean {
  if (changed === undefined || pair === undefined) return false;
  if (whyNotAsked(stage.bare, changed) !== undefined) return true;
  return whyRefusedWrongly(stage.bare, changed, pair.toBare(input)) !== undefined;
}
