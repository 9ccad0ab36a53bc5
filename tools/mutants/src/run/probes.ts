import { type Callable, codeOf, successResponse, whyNotAsked } from "@workshop/contract";
import { isSuccess } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { judgeReading } from "./judge-reading.ts";
import { judgePrism, judgeWire } from "./judge-request.ts";
import { inputsAtNewLimits } from "./new-limits.ts";
import { type CallSetting, isPrismBlind, perform } from "./perform.ts";
import { sampledResponses } from "./sampled-responses.ts";
import type { Scene } from "./scene.ts";

/** Looks for a place where client and mutant part; `undefined`: there is none. */
export type Probe = (scene: Scene) => Promise<string | undefined>;

/** Every call of the original's cases that is sent at all: what the client refuses by itself, no server ever sees. */
export const originalCalls: Probe = async (scene) => {
  for (const one of scene.cases) {
    const refused = "the client refuses it, which its own document allows";
    let found: string | undefined;
    if (one.kind === "request") found = await call(scene, one, { given: one.arrives ?? one.input, refused });
    else if (one.kind === "security") {
      found = await call(scene, one, { auth: one.credentials.auth(scene.stage.tokens.url), refused });
    } else if (one.kind === "no credentials" && one.client === "sends") {
      found = await call(scene, one, { auth: {}, refused });
    }
    if (found !== undefined) return `${one.name}: ${found}`;
  }
  return undefined;
};

/** Calls at the limits that the mutant has, wherever the client lets them through. */
export const callsAtNewLimits: Probe = async (scene) => {
  const { pair, usual } = scene;
  if (pair === undefined || usual === undefined) return undefined;
  const seen = new Set(scene.cases.flatMap((one) => ("input" in one ? [JSON.stringify(one.input)] : [])));
  for (const { input, words } of inputsAtNewLimits(pair)) {
    if (seen.has(JSON.stringify(input))) continue;
    const found = await call(scene, { ...usual, input, allowUnbounded: pair.maker.isUnbounded(input) }, {});
    if (found !== undefined) return `a call ${words}: ${found}`;
  }
  return undefined;
};

/** Each response that the mutant declares, as Prism gives it. */
export const responsesOfPrism: Probe = async (scene) => {
  const { changed, overlaid, usual } = scene;
  if (changed === undefined || usual === undefined || !scene.judges.reading) return undefined;
  if (isPrismBlind(scene, usual.input)) return undefined;
  for (const declared of changed.responses) {
    const code = codeOf(declared.status, changed);
    const known = overlaid.responses.find(({ status }) => status === declared.status)?.content ?? [];
    const asked = known.filter(({ mediaType }) => declared.content.some((one) => one.mediaType === mediaType));
    for (const media of known.length > 1 ? asked : [undefined]) {
      const headers = { prefer: `code=${code}`, ...(media === undefined ? {} : { accept: media.mediaType }) };
      const performed = await perform(scene, usual, { headers });
      if (performed === undefined) continue;
      const { response, result } = performed;
      if (response?.status !== code) continue;
      const found = judgeReading(scene, response, result);
      if (found !== undefined) return `${code} of Prism: ${found}`;
    }
  }
  return undefined;
};

/** Each response that the mutant allows, given by the recorder in Prism's place. */
export const responsesAtNewLimits: Probe = async (scene) => {
  const { changed, overlaid, usual, stage, judges } = scene;
  if (changed === undefined || usual === undefined || !judges.reading) return undefined;
  const asked = new Set(overlaid.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType)));
  for (const { words, response } of sampledResponses(
    { reading: stage.bare, operation: changed },
    { reading: stage.overlaid, operation: overlaid },
    asked,
  )) {
    const performed = await perform(scene, usual, { canned: response });
    const found = performed && judgeReading(scene, response, performed.result);
    if (found !== undefined) return `${words}: ${found}`;
  }
  return undefined;
};

export const ALL_PROBES: readonly Probe[] = [originalCalls, callsAtNewLimits, responsesOfPrism, responsesAtNewLimits];

/** One call, judged by everyone. `given`: what has to arrive; `refused`: what to say if the client does not send it. */
async function call(
  scene: Scene,
  callable: Callable,
  setting: CallSetting & { readonly given?: Input; readonly refused?: string },
): Promise<string | undefined> {
  const { stage, changed, judges } = scene;
  const notAsked = changed !== undefined && whyNotAsked(stage.bare, changed) !== undefined;
  if (judges.wire && changed?.responses.every((declared) => !isSuccess(changed, declared))) {
    return "there is no success to answer";
  }
  const canned = notAsked || !judges.prism ? successResponse(stage.bare, changed ?? scene.overlaid) : undefined;
  const performed = await perform(scene, callable, canned === undefined ? setting : { ...setting, canned });
  if (performed === undefined) return setting.refused;
  const { request, response, result } = performed;
  const given = setting.given ?? callable.input;
  if (judges.wire) {
    const found = judgeWire(scene, request, given);
    if (found !== undefined) return found;
  }
  if (response === undefined) return "no response came";
  if (judges.prism && canned === undefined) {
    const found = judgePrism(scene, response, given);
    if (found !== undefined) return found;
  }
  return judges.reading ? judgeReading(scene, response, result) : undefined;
}
