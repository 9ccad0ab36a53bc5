import type { Socket } from "node:net";
import { Loopback } from "../server/loopback.ts";
import { declaredResponse } from "../server/write.ts";
import { caller } from "./make-calls.ts";
import type { Scenario } from "./scenario.ts";

const CALLS = 200;

/** The server lets go of an idle connection just when the next request may be on its way. */
export const idleClose: Scenario = {
  name: `a server that closes idle connections at the wrong moment: ${CALLS} calls`,
  async run(subject, exports) {
    const loopback = await Loopback.start();
    const doomed = new WeakSet<Socket>();
    const server = loopback.open(({ socket, number }) => {
      // It had made up its mind before the request came.
      if (doomed.has(socket)) return void socket.destroy();
      socket.write(declaredResponse(subject.success), () => {
        // As early, and as late, as the loop allows.
        if (number % 5 === 0) socket.end();
        else if (number % 5 === 1) setImmediate(() => socket.end());
        else if (number % 5 === 2) setImmediate(() => setImmediate(() => socket.resetAndDestroy()));
        else if (number % 5 === 3) doomed.add(socket);
      });
    });
    const call = caller(subject, exports, { baseUrl: server.url, retry: false });
    const kinds: Record<string, number> = {};
    const problems: string[] = [];
    for (let number = 0; number < CALLS; number++) {
      const { kind, problems: found } = await call({ headers: { "x-call": String(number) } });
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      problems.push(...found);
    }
    loopback.stop();
    for (const kind of Object.keys(kinds)) {
      if (!/^(resolved|OutcomeUnknownError)$/.test(kind)) problems.push(`${kinds[kind]} calls came to ${kind}`);
    }
    const numbers = server.heads.map((head) => /\r\nx-call: (\d+)/i.exec(head)?.[1]);
    if (new Set(numbers).size !== numbers.length) problems.push("a request was delivered twice");
    if (!kinds.OutcomeUnknownError) problems.push("no call met a connection that was about to close");
    if (numbers.length < (kinds.resolved ?? 0)) problems.push("there are more successes than deliveries");
    return { observed: `${JSON.stringify(kinds)}, ${numbers.length} deliveries, none twice`, problems };
  },
};
