import { join } from "node:path";
import { loadModel, type Model } from "@workshop/openapi";

/** The path of the test document, for Prism. */
export const ORCHARD: string = join(import.meta.dirname, "..", "documents", "orchard.yaml");

/** The test document as it is. */
export function bareOrchard(): Model {
  return loadModel({ document: ORCHARD });
}

/** The test document with its overlay. */
export function overlaidOrchard(): Model {
  return loadModel({ document: ORCHARD, overlay: ORCHARD.replace(/yaml$/, "overlay.yaml") });
}
