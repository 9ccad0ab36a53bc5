import { expect, test } from "vitest";
import { startTokenServer } from "../src/credentials/token-server.ts";
import { startRecorder } from "../src/wire/recorder.ts";

test("connections of a stage end when the client ends them: one that the other side ends may break the next request", async () => {
  const [recorder, tokens] = [await startRecorder(), await startTokenServer()];
  for (const url of [recorder.url, tokens.url]) {
    const { headers } = await fetch(url);
    // Without it, a server does not say when it will end the connection, since it will not.
    expect(headers.get("keep-alive")).toBeNull();
  }
  await Promise.all([recorder.stop(), tokens.stop()]);
});
