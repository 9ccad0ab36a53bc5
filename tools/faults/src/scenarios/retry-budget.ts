import { Loopback } from "../server/loopback.ts";
import { declaredResponse, response } from "../server/write.ts";
import { caller } from "./make-calls.ts";
import type { Scenario } from "./scenario.ts";

const CALLS = 2000;
const AT_ONCE = 20;

/** Every second request fails, with the permission to try again at once. */
export const retryBudget: Scenario = {
  name: `half of all requests fail: ${CALLS} calls`,
  once: true,
  async run(subject, exports) {
    const busy = response(503, "busy", "retry-after: 0");
    const good = declaredResponse(subject.success);
    const loopback = await Loopback.start();
    const server = loopback.open(({ socket, number }) => socket.write(number % 2 ? busy : good));
    const call = caller(subject, exports, { baseUrl: server.url });
    const problems: string[] = [];
    let left = CALLS;
    let failed = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (left-- > 0) {
          const { kind, problems: found } = await call();
          if (kind !== "resolved") failed++;
          if (!/^(resolved|ApiError)$/.test(kind)) problems.push(`a call came to ${kind}`);
          problems.push(...found);
        }
      }),
    );
    loopback.stop();
    const retries = server.heads.length - CALLS;
    if (retries > CALLS / 10 + 10) problems.push(`${retries} retries`);
    if (retries < CALLS / 20) problems.push(`only ${retries} retries: the failures were none`);
    return { observed: `${retries} retries to ${CALLS} calls, of which ${failed} failed`, problems };
  },
};
