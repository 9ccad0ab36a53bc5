/** One call of one candidate, in a process of its own: it may hang or crash as it likes. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { inspect, isDeepStrictEqual } from "node:util";
import type { Candidate, Reply } from "./candidate.ts";
import { candidates } from "./candidates/all.ts";
import { faults } from "./faults/all.ts";
import { stayOnLoopback } from "./loopback-only.ts";
import type { Message, Observation, Task } from "./observation.ts";
import { platformOperations, platforms } from "./platform-operations.ts";
import { secret } from "./secret.ts";

stayOnLoopback();
// What the parent has written.
const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const require = createRequire(join(task.sdks, "package.json"));
const candidate = candidates.find(({ name }) => name === task.candidate);
if (candidate === undefined) throw new Error(`There is no candidate ${task.candidate}.`);
tell({ observation: await observe(candidate) });

async function observe({ call, dropsResponse }: Candidate): Promise<Observation> {
  const fault = faults.find(({ title }) => title === task.fault);
  const platform = platforms.find((name) => name === task.platform);
  if (fault === undefined || platform === undefined) throw new Error(`${task.fault} on ${task.platform} is not known.`);
  const operation = platformOperations[platform];
  let memory = process.memoryUsage.rss();
  const took = () => Math.max(0, process.resourceUsage().maxRSS * 1024 - memory);
  function load(name: string): unknown {
    try {
      const exported: unknown = require(name);
      memory = process.memoryUsage.rss();
      return exported;
    } catch (error) {
      tell({ broken: `${name} cannot be loaded: ${String(error)}` });
      process.exit(1);
    }
  }
  tell({ calling: true });
  try {
    const reply: Reply = await call(
      {
        platform,
        operation,
        input: fault.input?.(operation) ?? operation.input,
        baseUrl: fault.baseUrl?.(task.origin) ?? task.origin,
        key: fault.key ? fault.key.value : secret,
        timeout: fault.timeout,
      },
      load,
    );
    if (!("error" in reply))
      return {
        settled: "resolved",
        value: valueText(reply.data, dropsResponse ? undefined : operation.success.body),
        memory: took(),
      };
    return { settled: "returned", ...described(reply.error), status: reply.status, memory: took() };
  } catch (error) {
    return { settled: "rejected", ...described(error), memory: took() };
  }
}

function described(error: unknown) {
  const { name, status, reason } = (error ?? {}) as Record<string, unknown>; // whatever was thrown: each one is looked at
  return {
    name: typeof name === "string" ? name : typeof error,
    status: typeof status === "number" ? status : undefined,
    reason: typeof reason === "string" ? reason : undefined,
    text: inspect(error, { depth: 9 }),
  };
}

/** In words; what a call without a fault resolves with is a success, whether it was one or not. */
function valueText(value: unknown, declared: unknown): string {
  if (isDeepStrictEqual(value, declared)) return "success";
  const text = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function tell(message: Message): void {
  process.send?.(message, () => {
    if ("observation" in message) process.exit(0);
  });
}
