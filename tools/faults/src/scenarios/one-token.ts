import { tokenCredential } from "../runner/run-fault.ts";
import { Loopback } from "../server/loopback.ts";
import { declaredResponse, response } from "../server/write.ts";
import { SECRET } from "../subject.ts";
import { caller } from "./make-calls.ts";
import type { Scenario } from "./scenario.ts";

const CALLS = 100;
/** So short that it is over as soon as it is there, and so long that the next one is not. */
const LIVES = [0.001, 3600];

export const oneToken: Scenario = {
  name: `${CALLS} concurrent calls with an expired token`,
  applies: ({ tokens }) => tokens !== undefined,
  async run(subject, exports) {
    const loopback = await Loopback.start();
    const server = loopback.open(
      ({ socket }) => socket.write(declaredResponse(subject.success)),
      ({ socket, number }) => {
        const token = { access_token: `${SECRET}-${number}`, expires_in: LIVES[Math.min(number, LIVES.length) - 1] };
        socket.write(response(200, JSON.stringify(token), "content-type: application/json"));
      },
    );
    const auth = { [String(subject.tokens?.credential)]: tokenCredential(subject, exports) };
    const call = caller(subject, exports, { baseUrl: server.url, auth });
    const problems: string[] = [...(await call()).problems];
    const before = server.tokenHeads.length;
    const outcomes = await Promise.all(Array.from({ length: CALLS }, () => call()));
    const asked = server.tokenHeads.length - before;
    loopback.stop();
    if (before !== 1 || asked !== 1)
      problems.push(`${before} token requests for the first call, ${asked} for the others`);
    for (const { kind, problems: found } of outcomes) {
      problems.push(...found, ...(kind === "resolved" ? [] : [`a call came to ${kind}`]));
    }
    return { observed: `${asked} token request, ${server.heads.length - 1} deliveries`, problems };
  },
};
