import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CHROMIUM, CHROMIUM_ARGUMENTS } from "@workshop/config/chromium";
import { listClients } from "@workshop/config/client-packages";
import { repositoryRoot } from "@workshop/config/repository-root";
import type { AxeResults, RunOptions } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../src/build-site.ts";

const root = repositoryRoot();
// With a space, as a user's folder can have it.
const site = join(mkdtempSync(join(tmpdir(), "a site ")), "of clients");
const PATIENCE_MS = 180_000;

beforeAll(async () => {
  await buildSite(root, site);
}, PATIENCE_MS);
afterAll(() => rmSync(dirname(site), { recursive: true, force: true }));

const pages = (): string[] => globSync("**/*.html", { cwd: site }).sort();
const read = (page: string): string => readFileSync(join(site, page), "utf8");

test("each guide, each client and each of its entry points is a page", () => {
  const names = pages();
  for (const name of [
    "Getting_started",
    "When_a_call_fails",
    "In_production",
    "Measurements",
    "Decisions",
    "Glossary",
  ]) {
    expect(names).toContain(`documents/${name}.html`);
  }
  for (const { manifest } of listClients(root)) {
    const module = manifest.name.replace("@", "_").replace("/", "_");
    for (const entry of ["", ".index", ".node", ".openapi-fetch", ".testing"]) {
      expect(names).toContain(`modules/${module}${entry}.html`);
    }
  }
});

test("no link leads nowhere, neither to a page nor within one", { timeout: PATIENCE_MS }, () => {
  const dead = pages().flatMap((page) => {
    const links = [...read(page).matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, link = ""]) => link);
    return [...new Set(links)]
      .filter((link) => !isAlive(page, link.replaceAll("&amp;", "&")))
      .map((link) => `${page}: ${link}`);
  });
  expect(dead).toEqual([]);
});

const identifiers = new Map<string, ReadonlySet<string>>();

function isAlive(page: string, link: string): boolean {
  if (/^(https?:|mailto:|data:)/.test(link) || link === "#") return true;
  // Icons are brought into each page by its script.
  if (link.startsWith("#icon-")) return read("assets/icons.svg").includes(`id="${link.slice(1)}"`);
  const { pathname, hash } = new URL(link, pathToFileURL(join(site, page)));
  const file = fileURLToPath(`file://${pathname}`);
  if (!existsSync(file)) return false;
  if (hash === "" || !file.endsWith(".html")) return true;
  const known =
    identifiers.get(file) ??
    new Set([...readFileSync(file, "utf8").matchAll(/\bid="([^"]*)"/g)].map(([, id = ""]) => id));
  identifiers.set(file, known);
  return known.has(decodeURIComponent(hash.slice(1)));
}

const reason = "no Chromium is installed here (apt-get install chromium)";
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** One page of each kind. */
const KINDS = [
  "index.html",
  "documents/Measurements.html",
  "modules/_org_phoenix-client.html",
  "classes/_org_edgeimpulse-client.index.ApiError.html",
];

describe.skipIf(CHROMIUM === undefined)(`in Chromium${CHROMIUM === undefined ? `: skipped, ${reason}` : ""}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: [...CHROMIUM_ARGUMENTS] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function open(name: string, options: { colorScheme?: "dark" | "light"; width?: number } = {}) {
    const { colorScheme = "light", width = 1_280 } = options;
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(join(site, name)).href);
    // Shown once its script has run.
    await page.locator(".col-content").waitFor({ state: "visible" });
    return { page, complaints };
  }

  test.each(KINDS)("%s works from a folder: no word on the console, and nothing from elsewhere", async (name) => {
    const { page, complaints } = await open(name);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each(KINDS)("%s fits a phone of 380 px", async (name) => {
    const { page } = await open(name, { width: 380 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(380);
    await page.context().close();
  });

  const themes = KINDS.flatMap((name) => (["light", "dark"] as const).map((colorScheme) => ({ name, colorScheme })));
  test.each(themes)(
    "$name has enough contrast, and names for who does not see it, $colorScheme",
    async ({ name, colorScheme }) => {
      const { page } = await open(name, { colorScheme });
      await page.addScriptTag({ path: AXE });
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
  );

  test("the search finds an operation by the keyboard alone", async () => {
    const { page, complaints } = await open("index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("deleteTraceAnnotations");
    const found = page.locator("#tsd-search-results li", { hasText: "deleteTraceAnnotations" }).first();
    await found.waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/deleteTraceAnnotations/i);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a page can be gone through with the tabulator, and shows where one is", async () => {
    const { page } = await open("documents/Getting_started.html");
    const seen = new Set<unknown>();
    for (let index = 0; index < 12; index += 1) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate("document.activeElement?.outerHTML.slice(0, 200)"));
    }
    expect(seen.size).toBeGreaterThan(8);
    const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).not.toBe("none");
    await page.context().close();
  });

  async function violations(page: Page): Promise<string[]> {
    const options: RunOptions = { runOnly: ["color-contrast", "image-alt", "link-name", "button-name", "label"] };
    const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults; // as axe gives it
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }
});
