import { memberOf } from "@workshop/config/client-member";
import type { Expected, Fault, Outcome, Stage, Way } from "../fault.ts";
import { Loopback, type Site, TOKEN_PATH } from "../server/loopback.ts";
import { declaredResponse, write } from "../server/write.ts";
import { SECRET, type Subject } from "../subject.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { endTimers, heldDelay } from "./held-timers.ts";
import { type Exports, type Observed, observe } from "./outcome.ts";

/** What came of a fault on one platform, in one way. */
export interface WayResult {
  readonly outcome: Outcome;
  readonly deliveries: number;
  /** Empty: all as expected. */
  readonly problems: readonly string[];
}

/** Longer than any case takes, on the slowest machine: only what hangs ends by it. */
const HANGING_MS = 40_000;

type Callable = (...args: readonly unknown[]) => Promise<unknown>;

/** Lets a fault happen to one call, on a server of its own unless there is one already. */
export async function runFault(
  fault: Fault,
  subject: Subject,
  way: Way,
  exports: Exports,
  shared?: Loopback,
): Promise<WayResult> {
  const controller = new AbortController();
  const cleaners: (() => unknown)[] = [];
  const timeout = heldDelay();
  let answered = (): void => {};
  const stage: { -readonly [Key in keyof Stage]: Stage[Key] } = {
    subject,
    way,
    server: undefined as unknown as Site, // it is started with behaviours that know the stage
    abort: (...reason) => controller.abort(...reason),
    expire: () => endTimers(timeout),
    answered: new Promise((resolve) => {
      answered = resolve;
    }),
    notes: new Map(),
    onEnd: (clean) => cleaners.push(clean),
  };
  const serve = fault.serve?.(stage) ?? write(declaredResponse(subject.success));
  const loopback = shared ?? (await Loopback.start(fault.accept?.(stage)));
  if (shared === undefined) cleaners.push(() => loopback.stop());
  stage.server = loopback.open(serve, fault.serveToken?.(stage));
  try {
    const client = clientOf(subject, way, exports, cleaners, {
      baseUrl: (await fault.baseUrl?.(stage)) ?? stage.server.url,
      auth: fault.serveToken
        ? { [String(subject.tokens?.credential)]: tokenCredential(subject, exports) }
        : subject.auth,
      timeout,
      retry: false,
      maxResponseBytes: 100_000,
      hooks: { onResponse: () => answered() },
      ...fault.client?.(stage),
    });
    const call = (): Promise<Observed> =>
      observe(way, exports, start(client, subject, way, { signal: controller.signal, ...fault.call?.(stage) }));
    const observed = await withWatchdog(call());
    const deliveries = stage.server.heads.length;
    const expected = typeof fault.expected === "function" ? fault.expected(subject, way) : fault.expected;
    const problems = [
      ...observed.problems,
      ...differences(expected, observed, deliveries, stage.server.tokenHeads.length),
      ...((await fault.check?.(stage, call)) ?? []),
    ];
    const { kind, reason, status } = observed;
    const outcome = { kind, ...(reason !== undefined && { reason }), ...(status !== undefined && { status }) };
    return { outcome, deliveries, problems };
  } finally {
    for (const clean of cleaners) await clean();
  }
}

/** A client that sends in this way. */
function clientOf(
  { factory }: Subject,
  way: Way,
  exports: Exports,
  cleaners: (() => unknown)[],
  options: object,
): Record<string, unknown> {
  const name = way === "openapi-fetch" ? factory.replace(/Client$/, "FetchClient") : factory;
  const create = exports[name] as (options: object) => Record<string, unknown>;
  if (way !== "node") return create(options);
  const transport = (exports.nodeTransport as () => { close(): Promise<void> })();
  cleaners.push(() => void transport.close());
  return create({ fetch: transport, ...options });
}

/** Never throws by itself: whatever goes wrong is in the promise. */
async function start(client: Record<string, unknown>, subject: Subject, way: Way, options: object): Promise<unknown> {
  const { member, method, path, input } = subject;
  const all = { ...subject.options, ...options };
  if (way === "openapi-fetch") {
    const { body, ...params } = input ?? {};
    return (client as Record<string, Callable>)[method]?.(path, {
      params,
      ...(body !== undefined && { body }),
      ...all,
    });
  }
  const call = memberOf(client, member) as Callable & { result: Callable };
  const args = input === undefined ? [all] : [input, all];
  return way === "result" ? call.result(...args) : call(...args);
}

/** The grant of a subject that fetches tokens. */
export function tokenCredential({ tokens }: Subject, exports: Exports): object {
  const isPassword = tokens?.grant === "password";
  const secrets = isPassword ? { username: "fault", password: SECRET } : { clientId: "fault", clientSecret: SECRET };
  const grant = exports[isPassword ? "passwordGrant" : "clientCredentialsGrant"] as (credentials: object) => object;
  return grant({ ...secrets, tokenUrl: TOKEN_PATH });
}

async function withWatchdog(promise: Promise<Observed>): Promise<Observed> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<Observed>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "hanging", problems: ["the call never ended"] }), HANGING_MS);
  });
  const first = await Promise.race([promise, hanging]);
  clearTimeout(timer);
  return first;
}

function differences(expected: Expected, observed: Observed, deliveries: number, tokens: number): string[] {
  const problems: string[] = [];
  const want = describeOutcome(expected);
  const got = describeOutcome(observed);
  if (want !== got) problems.push(`expected ${want}, got ${got}`);
  if (deliveries !== expected.deliveries)
    problems.push(`expected ${expected.deliveries} deliveries, saw ${deliveries}`);
  if (tokens !== (expected.tokens ?? 0))
    problems.push(`expected ${expected.tokens ?? 0} token requests, saw ${tokens}`);
  const { attempts } = observed;
  // A request that the server never read was sent all the same.
  if (attempts !== undefined && attempts < deliveries - (expected.unseen ?? 0))
    problems.push(`the receipt tells of ${attempts} attempts only`);
  if (deliveries === 0 && attempts !== undefined && observed.kind === "NotSentError")
    problems.push("a receipt of nothing");
  return problems;
}
