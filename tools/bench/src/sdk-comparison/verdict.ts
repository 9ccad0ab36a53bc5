import type { Delivery, Fault } from "./faults/fault.ts";
import { patience, type Run } from "./run-candidate.ts";
import { secret } from "./secret.ts";

/** What came of a run, in the words that every column of the table uses. */
export function verdict(fault: Fault, { ended, deliveries, elsewhere }: Run): string {
  const failed = ended.settled === "returned" || ended.settled === "rejected";
  const errorText = failed ? ended.text : "";
  return [
    ending(fault, ended, deliveries),
    deliveries.length > 1 && `sent ${deliveries.length} times`,
    ...elsewhere.slice(0, 1).map((delivery) => {
      const key = JSON.stringify(delivery.headers).includes(secret) ? "with the key" : "without the key";
      return `${delivery.method} repeated at the other origin, ${key}`;
    }),
    fault.remark?.({ deliveries, errorText, memory: "memory" in ended ? ended.memory : 0 }),
    errorText.includes(secret) && `the ${fault.baseUrl ? "password" : "key"} is in the error`,
  ]
    .filter(Boolean)
    .join(", ");
}

function ending(fault: Fault, ended: Run["ended"], [delivery]: readonly Delivery[]): string {
  switch (ended.settled) {
    case "waiting":
      return `still waiting after ${patience} s`;
    case "crashed":
      return "the process crashes";
    case "resolved":
      if (fault.sent && delivery) return fault.sent(delivery);
      return ended.value === "success" ? "resolves as a success" : `resolves with \`${ended.value}\``;
    case "returned":
      return `returns \`error\`, status ${ended.status}`;
    case "rejected": {
      if (!delivery && !fault.unreachable) return `refused before sending (${ended.name})`;
      if (fault.failureStatus && !ended.status) return `${ended.name} without a status`;
      const details = [ended.status, ended.reason && `(${ended.reason})`].filter(Boolean);
      return [ended.name, ...details].join(" ");
    }
  }
}
