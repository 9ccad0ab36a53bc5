import { isDeepStrictEqual } from "node:util";
import {
  bodyOf,
  type CallResult,
  declaredMedia,
  declaredResponse,
  judgeResponse,
  mediaTypeOf,
  type WireResponse,
} from "@workshop/contract";
import { isJson } from "@workshop/openapi";
import type { Scene } from "./scene.ts";

/**
 * What is wrong with what a client has made of a response that keeps to the mutant; `undefined`: nothing. It has to be told
 * as what the mutant means by it, and what the client hands out has to be what its types, which are those of the
 * original, say.
 */
export function judgeReading(scene: Scene, response: WireResponse, result: CallResult): string | undefined {
  const { stage, overlaid, changed } = scene;
  if (changed === undefined) return undefined;
  const meant = judgeResponse(stage.bare, changed, response);
  // Not a response that the mutant knows: Prism's own, or one of its oddities.
  if (meant.kind === "unexpected") return undefined;
  const error = result.error instanceof Error ? `${result.error.name}: ${result.error.message}` : String(result.error);
  const isFailure = meant.kind === "failure" || saysNo(scene, response);
  if (isFailure) return judgeFailure(scene, response, result, error);
  if (result.error !== undefined) return `a success was told as ${error}`;
  const known = judgeResponse(stage.overlaid, overlaid, response);
  if (known.kind !== "success")
    return `a success was told that is none by the client's types: ${known.oddities.join("; ")}`;
  const isReadable = isJson(mediaTypeOf(response) ?? "") || (mediaTypeOf(response) ?? "text/").startsWith("text/");
  return !isReadable || isDeepStrictEqual(result.data, known.body)
    ? undefined
    : "the data are not those of the response";
}

function judgeFailure(scene: Scene, response: WireResponse, result: CallResult, error: string): string | undefined {
  if (!(result.error instanceof Error) || result.error.name !== "ApiError") return `a failure was told as ${error}`;
  const { stage, overlaid } = scene;
  const declared = declaredResponse(overlaid, response.status);
  // A failure that the client has never heard of is told as one that is not declared.
  if (declared === undefined) return result.status === "undeclared" ? undefined : `it was told as ${result.status}`;
  if (result.status === "undeclared") return `the failure ${response.status} was not recognised: ${error}`;
  if (declared.content.length === 0) return undefined;
  const media = declaredMedia(declared, mediaTypeOf(response));
  if (media === undefined) return `the failure's media type ${mediaTypeOf(response)} is not the client's`;
  const [problem] = stage.overlaid.checker.problems(
    media.schema ?? true,
    bodyOf(response, media.mediaType),
    "response",
  );
  return problem && `the failure's body is not what the client's types say: ${problem.at.join(".")} ${problem.message}`;
}

/** Whether the response is a failure by what the overlay knows of it, whatever its status says. */
function saysNo({ stage, overlaid }: Scene, response: WireResponse): boolean {
  const declared = declaredResponse(overlaid, response.status);
  const media = declared && declaredMedia(declared, mediaTypeOf(response));
  if (media?.failure === undefined) return false;
  return stage.overlaid.checker.accepts(media.failure.when, bodyOf(response, media.mediaType), "response");
}
