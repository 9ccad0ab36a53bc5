/** Runs in each runtime, bundled with the built clients: makes the calls, and says what came of each. It knows web standards only. */
import { memberOf } from "@workshop/config/client-member";
import type { Subject } from "@workshop/faults/subject";
import { CASES, pathOf } from "./cases.ts";

export interface CaseResult {
  readonly platform: string;
  readonly name: string;
  readonly outcome: string;
  /** Of the receipt, where there is one. */
  readonly attempts: number | undefined;
  readonly mayHaveRepeated: boolean;
}

/** Where the calls go. */
export interface Target {
  readonly baseUrl: string;
  /** Where nobody listens. */
  readonly closedUrl: string;
}

/** What holds for a client as a whole. */
export interface Traits {
  /** Whether an error of each package is an instance of every other one's class. */
  readonly isInstanceAcross: boolean;
  /** What became of a credential that travels in a cookie, where a platform has one. */
  readonly cookie: string;
  /** What `client.read` gave. */
  readonly read: string;
}

type Exports = Readonly<Record<string, unknown>>;
type Method = ((...args: readonly unknown[]) => Promise<unknown>) & {
  result(...args: readonly unknown[]): Promise<{ readonly receipt: unknown }>;
};
type Create = (options: object) => Readonly<Record<string, Method>> & { read(path: string): Promise<unknown> };

const secret = (text: string): string => `of-the-caller-${text}`;

export async function run(
  subjects: readonly Subject[],
  clients: Readonly<Record<string, Exports>>,
  target: Target,
): Promise<{ readonly results: readonly CaseResult[]; readonly traits: Traits }> {
  const results: CaseResult[] = [];
  for (const subject of subjects)
    for (const { name } of CASES) results.push(await runCase(subject, clients[subject.platform] ?? {}, name, target));
  return { results, traits: await traitsOf(subjects, clients, target) };
}

const credentials = ({ auth }: Subject): object =>
  Object.fromEntries(Object.keys(auth).map((name) => [name, secret(name)]));

async function runCase(subject: Subject, exports: Exports, name: string, target: Target): Promise<CaseResult> {
  const { platform, factory, member } = subject;
  const create = exports[factory] as Create; // a built client
  const base = name === "nobody listens" ? target.closedUrl : target.baseUrl;
  const controller = new AbortController();
  const client = create({
    baseUrl: `${base}/${pathOf(name)}/${platform}`,
    auth: credentials(subject),
    retry: false,
    maxResponseBytes: 50_000,
    timeout: name === "no response in time" ? 700 : 20_000,
  });
  const method = memberOf(client, member) as Method;
  const options = { ...subject.options, signal: controller.signal };
  const input = name === "an input that is none" ? { nonsense: true } : subject.input;
  const call = (): Promise<unknown> => (input === undefined ? method(options) : method(input, options));
  // The first call leaves a connection for the second one.
  if (name === "reset of a kept connection") await call().catch(() => {});
  if (name === "aborted") setTimeout(() => controller.abort(), 300);
  try {
    await call();
    return { platform, name, outcome: "resolved", attempts: 1, mayHaveRepeated: false };
  } catch (error) {
    const { name: kind, reason, status, mayHaveHappened, receipt } = error as Record<string, unknown>;
    const details = kind === "ApiError" ? status : reason;
    const { attempts, mayHaveRepeated } = (receipt ?? {}) as Record<string, unknown>;
    return {
      platform,
      name,
      outcome: `${[kind, details].filter((part) => part !== undefined).join(" ")}${mayHaveHappened === true ? ", may have happened" : ""}`,
      attempts: typeof attempts === "number" ? attempts : undefined,
      mayHaveRepeated: mayHaveRepeated === true,
    };
  }
}

async function traitsOf(
  subjects: readonly Subject[],
  clients: Readonly<Record<string, Exports>>,
  { baseUrl }: Target,
): Promise<Traits> {
  const errors = await Promise.all(
    subjects.map(async (subject) => {
      const create = clients[subject.platform]?.[subject.factory] as Create;
      const client = create({ baseUrl: `${baseUrl}/403/x`, auth: credentials(subject), retry: false });
      const method = memberOf(client, subject.member) as Method;
      return method(...(subject.input === undefined ? [subject.options] : [subject.input, subject.options])).then(
        () => undefined,
        (error: unknown) => error,
      );
    }),
  );
  const classes = Object.values(clients).map((exports) => exports.ApiError as new () => object);
  const [first] = subjects;
  const reader = first && (clients[first.platform]?.[first.factory] as Create);
  const read = await reader?.({ baseUrl: `${baseUrl}/read`, ...(first && { auth: credentials(first) }) })
    .read("/jobs/7")
    .then((value) => JSON.stringify(value), String);
  return {
    isInstanceAcross: errors.every((error) => classes.every((one) => error instanceof one)),
    cookie: await cookieOf(subjects, clients, baseUrl),
    read: read ?? "",
  };
}

/** Of the names of credentials, the one that says that it is a cookie's. */
async function cookieOf(
  subjects: readonly Subject[],
  clients: Readonly<Record<string, Exports>>,
  baseUrl: string,
): Promise<string> {
  for (const { platform, factory, member, input, options } of subjects) {
    const create = clients[platform]?.[factory] as Create;
    try {
      const client = create({
        baseUrl: `${baseUrl}/cookie/${platform}`,
        auth: { jwtCookie: secret("cookie") },
        retry: false,
      });
      const method = memberOf(client, member) as Method;
      await method(...(input === undefined ? [options] : [input, options]));
      return "sent";
    } catch (error) {
      const { issues } = error as { issues?: readonly { readonly path: string; readonly rule: string }[] };
      const issue = issues?.find(({ path }) => path === "auth.jwtCookie");
      if (issue?.rule === "cookie") return "refused";
      if (issues === undefined) return "sent";
    }
  }
  return "none";
}
