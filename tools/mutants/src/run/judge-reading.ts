import { isDeepStrictEqual } from "node:util";
import {
  bodyOf,
  type CallResult,
  declaredMedia,
  declaredResponse,
  judgeAnswer,
  mediaTypeOf,
  type WireAnswer,
} from "@workshop/contract";
import { isJson } from "@workshop/openapi";
import type { Scene } from "./scene.ts";

/**
 * What is wrong with what a client has made of an answer that keeps to the mutant; `undefined`: nothing. It has to be told
 * as what the mutant means by it, and what the client hands out has to be what its types, which are those of the
 * original, say.
 */
export function judgeReading(scene: Scene, answer: WireAnswer, result: CallResult): string | undefined {
  const { stage, overlaid, changed } = scene;
  if (changed === undefined) return undefined;
  const meant = judgeAnswer(stage.bare, changed, answer);
  // Not an answer that the mutant knows: Prism's own, or one of its oddities.
  if (meant.kind === "unexpected") return undefined;
  const error = result.error instanceof Error ? `${result.error.name}: ${result.error.message}` : String(result.error);
  const isFailure = meant.kind === "failure" || saysNo(scene, answer);
  if (isFailure) return judgeFailure(scene, answer, result, error);
  if (result.error !== undefined) return `a success was told as ${error}`;
  const known = judgeAnswer(stage.overlaid, overlaid, answer);
  if (known.kind !== "success")
    return `a success was told that is none by the client's types: ${known.oddities.join("; ")}`;
  const isReadable = isJson(mediaTypeOf(answer) ?? "") || (mediaTypeOf(answer) ?? "text/").startsWith("text/");
  return !isReadable || isDeepStrictEqual(result.data, known.body) ? undefined : "the data are not those of the answer";
}

function judgeFailure(scene: Scene, answer: WireAnswer, result: CallResult, error: string): string | undefined {
  if (!(result.error instanceof Error) || result.error.name !== "ApiError") return `a failure was told as ${error}`;
  const { stage, overlaid } = scene;
  const declared = declaredResponse(overlaid, answer.status);
  // A failure that the client has never heard of is told as one that is not declared.
  if (declared === undefined) return result.status === "undeclared" ? undefined : `it was told as ${result.status}`;
  if (result.status === "undeclared") return `the failure ${answer.status} was not recognised: ${error}`;
  if (declared.content.length === 0) return undefined;
  const media = declaredMedia(declared, mediaTypeOf(answer));
  if (media === undefined) return `the failure's media type ${mediaTypeOf(answer)} is not the client's`;
  const [problem] = stage.overlaid.checker.problems(media.schema ?? true, bodyOf(answer, media.mediaType), "answer");
  return problem && `the failure's body is not what the client's types say: ${problem.at.join(".")} ${problem.message}`;
}

/** Whether the answer is a failure by what the overlay knows of it, whatever its status says. */
function saysNo({ stage, overlaid }: Scene, answer: WireAnswer): boolean {
  const declared = declaredResponse(overlaid, answer.status);
  const media = declared && declaredMedia(declared, mediaTypeOf(answer));
  if (media?.failure === undefined) return false;
  return stage.overlaid.checker.accepts(media.failure.when, bodyOf(answer, media.mediaType), "answer");
}
