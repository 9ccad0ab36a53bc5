import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHROMIUM, CHROMIUM_ARGUMENTS } from "@workshop/config/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ClauseRecord, ContractRecord } from "../src/report/records.ts";
import { reportPage } from "../src/report/report-page.ts";

/** Texts of documents are anybody's: this one would be a script, if it were let. */
const HOSTILE = `</script><script>document.title = "broken"</script><img src="https://example.com/x.png" onerror="alert(1)">`;

function clause(words: string, line: number, more: Partial<ClauseRecord> = {}): ClauseRecord {
  const base = { scope: "parameters", keyword: "x", side: "kept", file: "specs/orchard.yaml" } as const;
  return { ...base, words, line, cases: [0], count: 1, missed: [], ...more };
}

const RECORDS: ContractRecord[] = [
  {
    platform: "orchard",
    title: `Orchard ${HOSTILE}`,
    seconds: 1.25,
    lines: {
      "specs/orchard.yaml": { 3: "  maxLength: 20", 4: `  pattern: ${HOSTILE}`, 5: "  nullable: true", 6: "  enum:" },
    },
    operations: [
      {
        name: "fellTree",
        method: "DELETE",
        path: "/orchards/{orchard}/trees/{aTreeWithAVeryLongNameThatDoesNotFitIntoANarrowWindowAtAll}",
        cases: [
          { name: "sends a filled request", kind: "request", outcome: "passed" },
          { name: `refuses a call that says ${HOSTILE}`, kind: "refusal", outcome: "passed" },
          { name: "refuses a wrong enum", kind: "refusal", outcome: "failed" },
        ],
        clauses: [
          clause("maxLength: 20", 3),
          clause("maxLength: 20", 3, { side: "broken", cases: [1] }),
          clause("pattern", 4, { count: 40 }),
          clause("null", 5, { cases: [], count: 0, unreachable: "no style of a parameter can write null" }),
          clause("enum: none of 3", 6, { cases: [], count: 0, missed: [2], side: "broken", scope: "response 200" }),
        ],
      },
    ],
  },
  {
    platform: "meadow",
    title: "Meadow",
    seconds: 0.5,
    lines: { "specs/meadow.yaml": { 9: "  get:" } },
    operations: Array.from({ length: 5 }, (_, index) => ({
      name: `mow${index}`,
      method: "GET",
      path: `/meadows/${index}`,
      cases: [{ name: "sends a filled request", kind: "request", outcome: "passed" as const }],
      clauses: [clause("GET", 9, { scope: "operation", file: "specs/meadow.yaml" })],
    })),
  },
];

test("the page is one file that loads nothing, with the numbers of each platform in it", async () => {
  const page = await reportPage(RECORDS);
  expect(page).not.toMatch(/<link[^>]+href="(?!data:)|<script[^>]+src=|@import|url\((?!data:)/);
  expect(page).toContain("default-src 'none'");
  expect(page).toContain(">3 of 4<");
  expect(page).toContain("because no style of a parameter can write null");
  expect(page.split("<script>")).toHaveLength(2);
});

const reason = "no Chromium is installed here (apt-get install chromium)";
describe.skipIf(CHROMIUM === undefined)(`in Chromium${CHROMIUM === undefined ? `: skipped, ${reason}` : ""}`, () => {
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: [...CHROMIUM_ARGUMENTS] });
    const file = join(mkdtempSync(join(tmpdir(), "report-")), "contract-report.html");
    writeFileSync(file, await reportPage(RECORDS));
    address = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  /** Opens the page, looks at it, and makes sure that it has asked for nothing and that nothing went wrong in it. */
  async function onPage(
    { width = 1400, scheme = "light", hash = "" }: { width?: number; scheme?: "dark" | "light"; hash?: string },
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const asked: string[] = [];
    const wrong: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => wrong.push(message.text()));
    await page.goto(`${address}${hash}`);
    await look(page);
    expect(asked.filter((url) => !url.startsWith(address) && !url.startsWith("data:"))).toEqual([]);
    expect(wrong).toEqual([]);
    await page.close();
  }

  // The page draws after the event: what is expected is waited for, never read at once.
  async function openAll(page: Page): Promise<void> {
    await page.locator(".row > summary").first().waitFor();
    for (const row of await page.locator(".row > summary").all()) await row.click();
  }

  const rows = (page: Page): Promise<string[]> => page.locator(".row code").allTextContents();
  const status = (page: Page): Promise<string | null> => page.locator("#status").textContent();

  test("what a document says is shown as it is, and is never part of the page", async () => {
    await onPage({ hash: "#platform=orchard" }, async (page) => {
      await expect.poll(() => page.title()).toBe("Contract report");
      await expect.poll(() => page.locator("h2").textContent()).toContain("</script><script>");
      await expect.poll(() => rows(page)).toContain(`pattern: ${HOSTILE}`);
      await expect.poll(() => page.locator("img").count()).toBe(0);
    });
  });

  test("an operation opens to its lines, and a line to its cases, also by keyboard", async () => {
    await onPage({}, async (page) => {
      await expect.poll(() => page.locator(".operation").count()).toBe(6);
      await expect.poll(() => page.locator(".row").count()).toBe(0);
      await page.locator(".operation summary").first().focus();
      await page.keyboard.press("Enter");
      await page.locator(".row").first().waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const cases = page.locator(".cases").first();
      await cases.waitFor();
      await expect.poll(() => cases.textContent()).toContain("specs/orchard.yaml:3");
      await expect
        .poll(() => cases.locator("li").allTextContents())
        .toEqual(["sends a filled request", `refuses a call that says ${HOSTILE}`]);
    });
  });

  test("a search finds clauses, lines and cases, and marks them", async () => {
    await onPage({}, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("MAXLENGTH");
      await page.locator(".row").first().waitFor();
      await expect.poll(() => rows(page)).toEqual(["maxLength: 20"]);
      await expect.poll(() => page.locator("mark").first().textContent()).toBe("maxLength");
      await expect.poll(() => status(page)).toBe("2 clauses shown");
      await page.locator("#search").fill("a wrong enum");
      await page.locator("code", { hasText: "enum:" }).waitFor();
      await expect.poll(() => rows(page)).toEqual(["enum:"]);
      await page.locator("#search").fill("nothing is called like that");
      await page.locator("#status", { hasText: "Nothing is found" }).waitFor();
      await page.keyboard.press("Escape");
      await page.locator("#status", { hasText: "10 clauses shown" }).waitFor();
    });
  });

  test("a filter shows what is not exercised, or out of reach and why; a platform shows its own", async () => {
    await onPage({}, async (page) => {
      await page.getByLabel("Not exercised").check();
      await expect.poll(() => rows(page)).toEqual(["enum:"]);
      await page.locator(".row summary").click();
      await expect.poll(() => page.locator(".cases li").allTextContents()).toEqual(["failed: refuses a wrong enum"]);
      await page.getByLabel("Out of reach").check();
      await expect.poll(() => rows(page)).toEqual(["nullable: true"]);
      await page.locator(".row summary").click();
      await expect
        .poll(() => page.locator(".cases").textContent())
        .toContain("Out of reach: no style of a parameter can write null");
      await page.getByLabel("All", { exact: true }).check();
      await page.locator("#platform").selectOption("meadow");
      await expect.poll(() => page.locator("h2").allTextContents()).toEqual(["Meadow meadow"]);
      await expect.poll(() => new URL(page.url()).hash).toBe("#platform=meadow");
    });
  });

  test("an address brings back what was looked for", async () => {
    await onPage({ hash: "#q=pattern&state=exercised&platform=orchard" }, async (page) => {
      await expect.poll(() => rows(page)).toEqual([`pattern: ${HOSTILE}`]);
      await expect.poll(() => page.locator("#search").inputValue()).toBe("pattern");
    });
  });

  test.each([320, 360, 1400])("nothing has to be scrolled sideways at a width of %i", async (width) => {
    await onPage({ width, hash: "#platform=orchard" }, async (page) => {
      await openAll(page);
      await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    });
  });

  test.each(["light", "dark"] as const)("every text can be read in the %s", async (scheme) => {
    await onPage({ scheme, hash: "#platform=orchard&q=e" }, async (page) => {
      await openAll(page);
      const background = scheme === "light" ? "rgb(251, 251, 250)" : "rgb(20, 23, 26)";
      await expect.poll(() => page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(background);
      await expect.poll(() => page.evaluate(LOW_CONTRASTS)).toEqual([]);
    });
  });
});

/** Run in the page: texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). */
const LOW_CONTRASTS = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("body *")].flatMap((node) => {
    const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== "");
    if (!hasText || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(node.tagName) || node.offsetParent === null) return [];
    const [text, back] = [luminance(getComputedStyle(node).color), luminance(behind(node))];
    const contrast = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
    return contrast < 4.5 ? [node.className + " " + node.textContent.slice(0, 30) + " " + contrast.toFixed(2)] : [];
  });
})()`;
