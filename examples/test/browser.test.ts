import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { CHROMIUM, CHROMIUM_ARGUMENTS } from "@workshop/config/chromium";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../browser");
const reason = "no Chromium is installed here (apt-get install chromium)";

describe.skipIf(CHROMIUM === undefined)(`in Chromium${CHROMIUM === undefined ? `: skipped, ${reason}` : ""}`, () => {
  let server: Server;
  let browser: Browser;
  let url: string;
  const deletions: string[] = [];

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(FOLDER, "page.ts")],
      bundle: true,
      format: "esm",
      write: false,
    });
    const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
      "/": ["text/html", readFileSync(join(FOLDER, "index.html"), "utf8")],
      "/page.js": ["text/javascript", outputFiles[0]?.text ?? ""],
    };
    server = createServer(({ method = "", url: target = "", headers }, response) => {
      const [type, text] = files[target] ?? [];
      if (type !== undefined) return void response.writeHead(200, { "content-type": type }).end(text);
      if (method === "DELETE") deletions.push(`${headers.authorization} ${target}`);
      response.writeHead(method === "DELETE" ? 204 : 404).end();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: [...CHROMIUM_ARGUMENTS] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  async function filledIn(end: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByLabel("Server").fill(url);
    await page.getByLabel("Key").fill("k3y-of-test");
    await page.getByLabel("Project").fill("demo");
    await page.getByLabel("From").fill("2026-01-01T00:00");
    await page.getByLabel("Until").fill(end);
    await page.getByRole("button", { name: "Show what would be sent" }).click();
    return page;
  }

  test("nothing is sent until the request that is shown is confirmed, and then just that", async () => {
    const page = await filledIn("2026-02-01T00:00");
    await page.getByText("DELETE http").waitFor();
    const shown = await page.locator("#request").textContent();
    expect(deletions).toEqual([]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Nothing was sent.").waitFor();
    expect(deletions).toEqual([]);

    await page.getByRole("button", { name: "Show what would be sent" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("Deleted.").waitFor();
    expect(deletions.map((seen) => `DELETE ${url}${seen.replace("Bearer k3y-of-test ", "")}`)).toEqual([shown]);
    await page.close();
  });

  test("an input that is none is told in the page, and nothing is sent", async () => {
    const before = deletions.length;
    const page = await filledIn("2025-01-01T00:00");
    await page.locator("output").getByText("start_time").waitFor();
    expect(deletions).toHaveLength(before);
    await page.close();
  });
});
