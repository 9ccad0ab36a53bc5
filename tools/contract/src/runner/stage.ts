import { isAbsolute, type Model, type Operation, ownServer, ownServers, rootServer } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import type { Reading } from "../cases/operation-pair.ts";
import { startTokenServer, type TokenServer } from "../credentials/token-server.ts";
import { isAnswering, type PrismError, startPrism } from "../prism/start-prism.ts";
import { type Recorder, startRecorder } from "../wire/recorder.ts";

/** How a client is made, as far as the suite cares. */
export interface StageClientOptions {
  /** Absent where the server of the document is meant. */
  readonly baseUrl?: string;
  /** Where the servers are that operations have of their own. Absent where there are none. */
  readonly servers?: Readonly<Record<string, string>>;
  readonly auth?: Readonly<Record<string, unknown>>;
}

/** A client seen from outside: operations by name. Inputs are whatever a case says, right or wrong. */
export type CreateClient = (options: StageClientOptions) => Readonly<Record<string, unknown>>;

/** Everything that cases are run on: a Prism, a recorder in front of it, a token server, and the clients. */
export interface Stage {
  readonly overlaid: Reading;
  readonly bare: Reading;
  readonly prismUrl: string;
  readonly recorder: Recorder;
  readonly tokens: TokenServer;
  readonly createClient: CreateClient;
  /** If a case has crashed Prism: starts it anew, and tells how it ended. */
  restorePrism(): Promise<PrismError | undefined>;
  stop(): Promise<void>;
}

/** What stands in a path for the servers of a document: Prism answers without any of it. */
export function placesOf(model: Model): string[] {
  const root = rootPlace(model);
  const own = ownTemplates(model).map((server) => ownPlace(model, server));
  return [...own, ...(root === "" ? [] : [root])];
}

const ownOf = new WeakMap<Model, readonly string[]>();

/** The servers that operations have of their own. */
function ownTemplates(model: Model): readonly string[] {
  const known = ownOf.get(model) ?? [...ownServers(model).keys()];
  ownOf.set(model, known);
  return known;
}

/** Where requests to an operation have to arrive. */
export function placeOf(model: Model, operation: Operation): string {
  const own = ownServer(model, operation);
  return own === undefined ? rootPlace(model) : ownPlace(model, own.template);
}

/** The options of a client that is to find the recorder. A host alone, to which clients have to add what the document says. */
export function addressOf(model: Model, recorder: string): Pick<StageClientOptions, "baseUrl" | "servers"> {
  const own = ownTemplates(model).map((server) => [server, recorder + ownPlace(model, server)] as const);
  return { baseUrl: recorder, ...(own.length === 0 ? {} : { servers: Object.fromEntries(own) }) };
}

/** The document's server, where it is no more than a path. */
function rootPlace(model: Model): string {
  const root = rootServer(model);
  return root === undefined || isAbsolute(root) ? "" : root.url.replace(/\/+$/, "");
}

const ownPlace = (model: Model, server: string): string =>
  `/server-of-its-own-${ownTemplates(model).indexOf(server) + 1}`;

/** What a stage is set with. */
export interface StageSetting {
  /** The document with its overlay. */
  readonly model: Model;
  readonly bareModel: Model;
  /** Path of the bare document, for Prism. */
  readonly document: string;
  readonly createClient: CreateClient;
}

/**
 * Sets the stage for one platform.
 *
 * @throws {PrismError} when the mock cannot be started
 */
export async function setStage({ model, bareModel, document, createClient }: StageSetting): Promise<Stage> {
  const { platform } = model;
  let prism = await startPrism([{ platform, document }]);
  const prismUrl = prism.urls[platform] ?? "";
  const port = Number(new URL(prismUrl).port);
  const recorder = await startRecorder(prismUrl, {}, placesOf(model));
  const tokens = await startTokenServer();
  return {
    overlaid: { model, checker: new SchemaChecker(model) },
    bare: { model: bareModel, checker: new SchemaChecker(bareModel) },
    prismUrl,
    recorder,
    tokens,
    createClient,
    restorePrism: async () => {
      if (await isAnswering(prismUrl)) return undefined;
      const crash = await prism.ended;
      prism = await startPrism([{ platform, document, port }]);
      return crash;
    },
    stop: async () => {
      await Promise.all([recorder.stop(), tokens.stop(), prism.stop()]);
    },
  };
}
