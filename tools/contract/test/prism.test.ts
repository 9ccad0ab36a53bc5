import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@workshop/config/loopback-ports";
import { expect, test } from "vitest";
import { PrismError, startPrism } from "../src/index.ts";
import { startDeadline } from "../src/prism/start-prism.ts";
import { ORCHARD } from "./support/orchard.ts";

const START = join(import.meta.dirname, "..", "src", "prism", "start-prism.ts");
const PATIENCE = { timeout: 45_000 };

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

async function untilGone(processId: number): Promise<void> {
  while (isAlive(processId)) await wait(20);
}

test("mocks of several documents respond, and are gone with their process and ports after stop", PATIENCE, async () => {
  const prism = await startPrism([
    { platform: "first", document: ORCHARD },
    { platform: "second", document: ORCHARD },
  ]);
  const { first = "", second = "" } = prism.urls;
  expect(first).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second).not.toBe(first);
  expect((await fetch(`${first}/trees`)).status).toBe(200);
  expect((await fetch(`${second}/trees`)).status).toBe(200);
  await prism.stop();
  await prism.stop();
  expect(isAlive(prism.processId)).toBe(false);
  await expect(fetch(`${first}/trees`)).rejects.toThrow();
  await expect(prism.ended).resolves.toBeUndefined();
});

test("an unknown status is answered by Prism itself, so that the mock is really Prism", PATIENCE, async () => {
  const prism = await startPrism([{ platform: "orchard", document: ORCHARD }]);
  const response = await fetch(`${prism.urls.orchard}/trees`, { headers: { prefer: "code=418" } });
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  await prism.stop();
});

test("a fixed port is used, and a second mock on it is refused with the port and what to do", PATIENCE, async () => {
  const port = await freePort();
  const prism = await startPrism([{ platform: "orchard", document: ORCHARD, port }]);
  expect(prism.urls.orchard).toBe(`http://127.0.0.1:${port}`);
  const second = startPrism([{ platform: "other", document: ORCHARD, port }]);
  await expect(second).rejects.toThrow(PrismError);
  await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken, so the mock of other cannot start.`);
  await prism.stop();
});

test("a document that cannot be loaded is named, and nothing keeps running", PATIENCE, async () => {
  const document = join(mkdtempSync(join(tmpdir(), "contract-")), "broken.yaml");
  writeFileSync(document, "openapi: 3.1.0\npaths: [\n");
  await expect(startPrism([{ platform: "broken", document }])).rejects.toThrow(
    `Prism cannot load ${document} for broken`,
  );
});

test("a large document may take longer to start than a small one", () => {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  const large = join(folder, "large.yaml");
  writeFileSync(large, "#".repeat(1_500_000));
  const deadline = (document: string): number => startDeadline([{ document }]);
  expect(deadline(ORCHARD)).toBeLessThan(31_000);
  expect(deadline(large)).toBe(120_000);
  // That there is none is told by Prism.
  expect(deadline(join(folder, "none.yaml"))).toBe(30_000);
});

test("a Prism that is killed says so to whoever waits for its end", PATIENCE, async () => {
  const prism = await startPrism([{ platform: "orchard", document: ORCHARD }]);
  process.kill(prism.processId, "SIGKILL");
  await expect(prism.ended).resolves.toBeInstanceOf(PrismError);
  await prism.stop();
});

test("Prism ends when its parent is killed", PATIENCE, async () => {
  const program = `import { startPrism } from ${JSON.stringify(START)};
    const prism = await startPrism([{ platform: "orchard", document: ${JSON.stringify(ORCHARD)} }]);
    process.send(prism.processId);`;
  const file = join(mkdtempSync(join(tmpdir(), "contract-")), "parent.ts");
  writeFileSync(file, program);
  const parent = fork(file, { stdio: "ignore" });
  // What the program above sends.
  const [child] = (await once(parent, "message")) as [number];
  expect(isAlive(child)).toBe(true);
  parent.kill("SIGKILL");
  await untilGone(child);
});

test("Prism itself ends by SIGINT, SIGTERM and SIGHUP", PATIENCE, async () => {
  await Promise.all(
    (["SIGINT", "SIGTERM", "SIGHUP"] as const).map(async (signal) => {
      const prism = await startPrism([{ platform: "orchard", document: ORCHARD }]);
      process.kill(prism.processId, signal);
      await untilGone(prism.processId);
    }),
  );
});
