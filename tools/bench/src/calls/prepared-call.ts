import { findClientPackage } from "@workshop/config/client-packages";
import { successResponse, type WireResponse } from "@workshop/contract";
import { type ExampleCall, exampleCall } from "@workshop/demo";
import { loadPlatform } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";

/** One call of a platform, as everything that makes it needs to know it. */
export interface PreparedCall {
  readonly platform: string;
  readonly example: ExampleCall;
  readonly method: string;
  /** The path template. */
  readonly path: string;
  /** What the server answers. */
  readonly response: WireResponse;
  /** The folder of the platform's package, and its main function. */
  readonly folder: string;
  readonly factory: string;
}

/** @throws {Error} when the platform has no package, or its document no operation */
export function prepareCall(root: string, platform: string): PreparedCall {
  const [model, bareModel] = [loadPlatform(root, platform), loadPlatform(root, platform, { bare: true })];
  const example = exampleCall(model, bareModel);
  const operation = model.operations.find(({ name }) => name === example.operation);
  if (operation === undefined) throw new Error(`The document of ${platform} has no operation.`);
  const { folder, factory } = findClientPackage(root, platform);
  return {
    platform,
    example,
    method: operation.method.toUpperCase(),
    path: operation.path,
    response: successResponse({ model, checker: new SchemaChecker(model) }, operation),
    folder,
    factory,
  };
}
