import {
  headerOf,
  type PrismError,
  send,
  startPrism,
  textOf,
  type WireRequest,
  type WireResponse,
} from "@workshop/contract";
import { loadPlatform, type Model, usableDocument } from "@workshop/openapi";
import type { Attempt, LeftOut } from "./attempt.ts";
import { DeviationCollector } from "./collect.ts";
import { type Credentials, readCredentials } from "./credentials.ts";
import type { Deviation, Example } from "./deviation.ts";
import { judgeExpectation } from "./judge-expectation.ts";
import { judgeRealResponse } from "./judge-real-response.ts";
import { isPartOf, planAttempts, type SetValue } from "./plan-attempts.ts";
import { prismFindings } from "./prism-findings.ts";
import { type Delivery, type Relay, startRelay } from "./relay.ts";
import { assertReachable, isLoopback, TargetError } from "./target.ts";

/** What is tried, and where. */
export interface TargetSetting {
  /** The folder that holds `specs`. */
  readonly root: string;
  readonly platform: string;
  readonly target: URL;
  /** `<name>=<environment variable>`. */
  readonly credentials?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Lets credentials travel over `http:` to another machine. */
  readonly allowInsecureHttp?: boolean;
  /** Only these operations, by name. */
  readonly operations?: readonly string[];
  /** Sends every case as it is, whatever that does. */
  readonly destructive?: boolean;
  readonly values?: readonly SetValue[];
  /** Milliseconds that the server has for each response. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a real server did. */
export interface TargetReport {
  readonly platform: string;
  readonly target: string;
  /** How many requests were sent. */
  readonly requests: number;
  /** How many responses there were of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly deviations: readonly Deviation[];
  readonly leftOut: readonly LeftOut[];
}

const TIMEOUT_MS = 10_000;
/** What Prism itself may need beside the server, in milliseconds. */
const PRISM_MS = 5_000;
/** How much of a response is shown, in characters. */
const EXCERPT = 160;

/**
 * Tries the safe part of a platform's contract on a real server: through Prism's proxy, which checks each response against the bare
 * document, and by a second check of what is on the wire.
 *
 * @throws {TargetError} when the setting is wrong, or nobody answers
 * @throws {PrismError} when Prism cannot be started
 * @throws {DocumentError} when there is no such platform, or its document is broken
 */
export async function tryTarget(setting: TargetSetting): Promise<TargetReport> {
  const { root, platform, target, timeout = TIMEOUT_MS, signal } = setting;
  const model = loadPlatform(root, platform, {});
  const bareModel = loadPlatform(root, platform, { bare: true });
  const credentials = readCredentials(model, setting.credentials ?? [], setting.env ?? process.env);
  assertPossible(setting, model, credentials);
  const plan = planAttempts({
    model,
    bareModel,
    destructive: setting.destructive === true,
    values: setting.values ?? [],
    ...(setting.operations === undefined ? {} : { operations: setting.operations }),
  });
  setting.onProgress?.(0, plan.attempts.length);
  if (plan.attempts.length === 0) {
    return { platform, target: target.href, requests: 0, statuses: {}, deviations: [], leftOut: plan.leftOut };
  }
  await assertReachable(target);
  let current: Attempt | undefined;
  const relay = await startRelay({
    target,
    deadline: timeout,
    whyHeldBack: (request) =>
      current?.isHarmless(request) === true ? undefined : "what Prism made of it is another request, or might do harm",
    withCredentials: (request) => (current?.isAnonymous === true ? request : credentials.addTo(request)),
  });
  const run = new Run(relay, credentials, new DeviationCollector(root), timeout);
  try {
    const document = usableDocument(root, platform).file;
    const prism = await startPrism([{ platform, document, upstream: relay.url }]);
    let crash: PrismError | undefined;
    void prism.ended.then((error) => {
      crash = error;
    });
    try {
      for (const [index, attempt] of plan.attempts.entries()) {
        signal?.throwIfAborted();
        current = attempt;
        await run.tryOne(prism.urls[platform] ?? "", attempt);
        if (crash !== undefined) throw crash;
        setting.onProgress?.(index + 1, plan.attempts.length);
      }
    } finally {
      await prism.stop();
    }
  } finally {
    await relay.stop();
  }
  return { platform, target: target.href, ...run.result(plan.leftOut) };
}

/** @throws {TargetError} when the setting names what is not there, or gives a secret away */
function assertPossible(setting: TargetSetting, model: Model, credentials: Credentials): void {
  const { target, platform } = setting;
  if (
    !credentials.isEmpty &&
    target.protocol === "http:" &&
    !isLoopback(target) &&
    setting.allowInsecureHttp !== true
  ) {
    throw new TargetError("Credentials would travel over http: in the clear: use https:, or --allow-insecure-http.");
  }
  const unknown = setting.operations?.find((name) => !model.operations.some((operation) => operation.name === name));
  if (unknown !== undefined) {
    const known = model.operations.map(({ name }) => name).join(", ");
    throw new TargetError(`${platform} has no operation ${unknown}. It has: ${known}.`);
  }
  for (const { place } of setting.values ?? []) {
    if (model.operations.some((overlaid) => isPartOf({ overlaid }, place))) continue;
    throw new TargetError(`No operation of ${platform} takes ${place.join(".")}, which --set gives.`);
  }
}

/** One run over the attempts of a plan, one after the other. */
class Run {
  private requests = 0;
  private readonly statuses: Record<string, number> = {};
  private readonly heldBack = new Map<string, LeftOut>();
  private readonly relay: Relay;
  private readonly credentials: Credentials;
  private readonly collector: DeviationCollector;
  private readonly timeout: number;

  constructor(relay: Relay, credentials: Credentials, collector: DeviationCollector, timeout: number) {
    this.relay = relay;
    this.credentials = credentials;
    this.collector = collector;
    this.timeout = timeout;
  }

  async tryOne(prismUrl: string, attempt: Attempt): Promise<void> {
    this.relay.take();
    const fromPrism = await send(prismUrl, attempt.request, { deadline: this.timeout + PRISM_MS }).catch(
      () => undefined,
    );
    const [delivery] = this.relay.take();
    if (delivery === undefined) return this.leave(attempt, "Prism did not pass it on");
    if (delivery.problem?.kind === "held back") return this.leave(attempt, delivery.problem.reason);
    this.requests += 1;
    this.judge(attempt, delivery, fromPrism);
  }

  result(leftOut: readonly LeftOut[]): Pick<TargetReport, "deviations" | "leftOut" | "requests" | "statuses"> {
    return {
      requests: this.requests,
      statuses: this.statuses,
      deviations: this.collector.deviations(),
      leftOut: [...leftOut, ...this.heldBack.values()],
    };
  }

  private judge(attempt: Attempt, { request, response, problem }: Delivery, fromPrism: WireResponse | undefined): void {
    const { bare, bareReading } = attempt.pair;
    const { name } = attempt.pair.overlaid;
    if (response === undefined) {
      const reason = `no response came: ${problem?.reason ?? "the connection was closed"}`;
      const finding = { kind: "no response", message: reason, source: bare.source } as const;
      this.collector.add(name, finding, ["wire check"], this.example(attempt, request, "none"));
      return;
    }
    this.statuses[response.status] = (this.statuses[response.status] ?? 0) + 1;
    const example = this.example(attempt, request, this.excerpt(response));
    const byPrism = fromPrism === undefined ? [] : prismFindings(bare, fromPrism);
    const responseFindings = judgeRealResponse(bareReading, bare, response);
    // Prism says the same in other words: what both find is told once, in ours.
    for (const finding of responseFindings) {
      this.collector.add(name, finding, byPrism.length > 0 ? ["Prism", "wire check"] : ["wire check"], example);
    }
    if (responseFindings.length === 0) {
      for (const finding of byPrism) this.collector.add(name, finding, ["Prism"], example);
    }
    for (const finding of judgeExpectation(attempt, request, response)) {
      this.collector.add(name, finding, ["wire check"], example);
    }
  }

  private leave({ pair }: Attempt, reason: string): void {
    const { name } = pair.overlaid;
    const known = this.heldBack.get(`${name} ${reason}`);
    this.heldBack.set(`${name} ${reason}`, { operation: name, reason, cases: (known?.cases ?? 0) + 1 });
  }

  private example({ name }: Attempt, request: WireRequest, response: string): Example {
    return { name, request: this.credentials.redact(`${request.method} ${request.target}`), response };
  }

  private excerpt(response: WireResponse): string {
    const type = headerOf(response, "content-type") ?? "";
    // Control characters of a server's are not for a terminal.
    const text = this.credentials.redact(textOf(response)).replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ");
    const short = text.length > EXCERPT ? `${text.slice(0, EXCERPT)}...` : text;
    return [response.status, this.credentials.redact(type), short].filter((part) => part !== "").join(" ");
  }
}
