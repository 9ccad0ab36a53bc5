import { type Fault, resolved } from "../fault.ts";
import { declaredResponse, response } from "../server/write.ts";

const group = "clock";
const HOUR = 3_600_000;

/** The machine's clock is set while the request is under way. */
function step(name: string, by: number): Fault {
  return {
    name: `the clock is set ${name} during a call`,
    group,
    alone: true,
    expected: resolved(),
    serve: (stage) => {
      const { now } = Date;
      stage.onEnd(() => {
        Date.now = now;
      });
      return ({ socket }) => {
        Date.now = () => now() + by;
        socket.write(declaredResponse(stage.subject.success));
      };
    },
    client: ({ notes }) => ({
      hooks: { onReceipt: (event: { receipt: unknown }) => notes.set("receipt", event.receipt) },
    }),
    check: ({ notes }) => {
      const { durationMs } = notes.get("receipt") as { durationMs: number }; // every call that was sent has one
      return durationMs >= 0 && durationMs < 60_000 ? [] : [`the receipt says that it took ${durationMs} ms`];
    },
  };
}

/** A server whose clock is wrong asks to be asked again at a time of its own. */
function wrong(name: string, offset: number): Fault {
  return {
    name: `Retry-After is a date by a clock that is ${name}`,
    group,
    expected: resolved(2),
    serve:
      ({ subject }) =>
      ({ socket, number }) => {
        const now = new Date(Date.now() + offset).toUTCString();
        socket.write(
          number === 1 ? response(503, "", `date: ${now}`, `retry-after: ${now}`) : declaredResponse(subject.success),
        );
      },
    client: () => ({ retry: {} }),
  };
}

export const clockFaults: readonly Fault[] = [
  step("an hour ahead", HOUR),
  step("an hour back", -HOUR),
  step("a century ahead", 876_000 * HOUR),
  step("to 1970", -Date.now()),
  wrong("an hour ahead", HOUR),
  wrong("an hour behind", -HOUR),
];
