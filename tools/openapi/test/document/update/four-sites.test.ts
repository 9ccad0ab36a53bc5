import { describe, expect, it } from "vitest";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { parseRecords } from "../../../src/document/import/source-records.ts";
import { respondWithStatus, type Served, SHELL, slug } from "../../documentation-site.ts";
import { scratchFile, scratchRepository, specsOf } from "../import/scratch.ts";
import { changed, type DocumentedPlatform, fourSites, recordsHere, startSite } from "./four-sites.ts";
import { states, update } from "./imported-pages.ts";

const ALL = [...recordsHere().keys()];
const all = (state: string): Record<string, string> => Object.fromEntries(ALL.map((platform) => [platform, state]));
const pathOf = ({ site, page }: DocumentedPlatform): string => site.pathOf(page);

function never(): never {
  throw new Error("there is a platform for each record");
}

describe("the records of this repository", () => {
  it("say of each document from which page of which site it is, and of which operation", () => {
    expect(ALL.length).toBeGreaterThanOrEqual(4);
    for (const record of recordsHere().values()) {
      expect(record).toMatchObject({
        index: expect.stringMatching(/^https:\/\/[^/]+\/llms\.txt$/),
        title: expect.any(String),
        operation: [expect.stringMatching(/^[A-Z]+ \//)],
      });
      expect(record.source).toBeUndefined();
    }
  });

  it("are what an import reads from such pages", async () => {
    const { root, platforms } = await fourSites();
    const records = parseRecords(specsOf(root)["sources.json"] ?? "", "");
    for (const { platform, site } of platforms) {
      const { date: _date, ...expected } = recordsHere().get(platform) ?? {};
      expect(records.get(platform)).toMatchObject({ ...expected, index: site.index });
    }
  });
});

describe("an update of all documents", () => {
  it("finds every page, and touches nothing where nothing has changed; asked again, it says what it knows", async () => {
    const { root, platforms } = await fourSites();
    const before = specsOf(root);
    expect(states(await update(root))).toEqual(all("unchanged"));
    expect(specsOf(root)).toEqual(before);
    for (const { site } of platforms) site.requests.length = 0;
    expect(states(await update(root))).toEqual(all("unchanged"));
    for (const { site } of platforms) {
      expect(site.requests.map(({ headers }) => headers["if-none-match"])).toEqual([
        expect.any(String),
        expect.any(String),
      ]);
    }
  });

  it("brings every block as published, byte for byte, with its record", async () => {
    const { root, platforms } = await fourSites();
    for (const one of platforms)
      one.site.served.set(pathOf(one), one.site.markdown({ ...one.page, text: changed(one.page.text) }));
    const results = await update(root);
    expect(states(results)).toEqual(all("updated"));
    for (const { platform, page } of platforms) expect(specsOf(root)[`${platform}.yaml`]).toBe(changed(page.text));
    expect(results.map(({ difference }) => difference?.added)).toEqual(ALL.map(() => 1));
    expect(states(await update(root))).toEqual(all("unchanged"));
  });

  it.each([
    ["absolute, with .md", (url: string, path: string) => `${url}${path}`],
    ["absolute, without .md", (url: string, path: string) => `${url}${path.replace(".md", "")}`],
    ["relative to the site", (_url: string, path: string) => path],
    ["relative, without .md", (_url: string, path: string) => path.slice(1).replace(".md", "")],
    ["in angle brackets, with a fragment", (url: string, path: string) => `<${url}${path}#top>`],
    ["twice, with .md and without", (_url: string, path: string) => `${path}) and [again](${path.replace(".md", "")}`],
  ])("reads an index whose addresses are %s", async (_what, address) => {
    const { root, platforms } = await fourSites();
    for (const one of platforms) one.site.listOnly(`- [${one.page.title}](${address(one.site.url, pathOf(one))})`);
    expect(states(await update(root))).toEqual(all("unchanged"));
  });

  it("takes the page without .md where the site gives Markdown to who asks for it", async () => {
    const { root, platforms } = await fourSites();
    for (const one of platforms) {
      const text = one.site.served.get(pathOf(one));
      one.site.served.delete(pathOf(one));
      one.site.served.set(pathOf(one).replace(".md", ""), (request, response) => {
        response.end(request.headers.accept?.includes("text/markdown") === true ? text : SHELL);
      });
    }
    expect(states(await update(root))).toEqual(all("unchanged"));
  });

  it("keeps, of pages with the same title, the one that is about the operation", async () => {
    const { root, platforms } = await fourSites();
    for (const { site, page } of platforms) {
      const known = site.served.get("/llms.txt");
      site.listOnly();
      site.publish({ ...page, operation: "GET /v9/others", text: changed(page.text) }, "another");
      site.publish({ ...page, operation: "DELETE /v9/others", text: changed(page.text) }, "a-third");
      site.list(String(known));
    }
    expect(states(await update(root))).toEqual(all("unchanged"));
  });

  it("finds a renamed page by its operation, and then knows its new title", async () => {
    const { root, platforms } = await fourSites();
    for (const one of platforms) {
      one.site.served.delete(pathOf(one));
      one.site.listOnly(...Array.from({ length: 30 }, (_item, number) => `- [Guide ${number}](/guides/${number}.md)`));
      one.site.publish({ ...one.page, title: "Remove what is not needed" }, `v2/${slug(one.page.operation)}`);
    }
    const results = await update(root);
    expect(states(results)).toEqual(all("updated"));
    for (const result of results) {
      expect(result).toMatchObject({ record: { title: "Remove what is not needed" }, difference: { patch: "" } });
      expect(result.notes.join()).toContain("found under another title");
    }
    for (const { site } of platforms) site.requests.length = 0;
    expect(states(await update(root))).toEqual(all("unchanged"));
    for (const { site } of platforms) expect(site.requests).toHaveLength(2);
  });

  it("follows an operation whose path names its parameters otherwise", async () => {
    const { root, platforms } = await fourSites();
    const rename = (text: string): string => text.replaceAll(/\{(\w+)\}/g, "{$1_id}");
    for (const { site, page } of platforms) {
      site.listOnly();
      site.publish({ ...page, operation: rename(page.operation), text: rename(changed(page.text)) });
    }
    const results = await update(root);
    expect(states(results)).toEqual(all("updated"));
    expect(results.map(({ record }) => record.operation)).toEqual(
      platforms.map(({ page }) => [rename(page.operation)]),
    );
  });

  it("reads an index of 2 MB, and looks at no more pages of it than it says", async () => {
    const { root, platforms } = await fourSites();
    const line = (number: number): string =>
      `- [Thing \\[${number}\\]](/api-reference/things/thing-${number}.md): ${"words ".repeat(20)}`;
    const many = Array.from({ length: 13_000 }, (_item, number) => line(number));
    for (const { site } of platforms) site.list(...many);
    expect(String(platforms[0]?.site.served.get("/llms.txt")).length).toBeGreaterThan(2_000_000);
    expect(states(await update(root))).toEqual(all("unchanged"));
    for (const one of platforms) {
      one.site.listOnly(...many);
      one.site.requests.length = 0;
    }
    for (const { state, error } of await update(root)) {
      expect(state).toBe("failed");
      expect(error?.rule).toContain("13000 pages are listed, none under such a title; 40 of 13000 other pages");
    }
    // Each page once with `.md` and, since it is not there, once without.
    for (const { site } of platforms) expect(site.requests).toHaveLength(1 + 2 * 40);
  });

  it("asks a host one thing after the other, and for nothing twice, whoever wants it", async () => {
    const root = scratchRepository();
    const { platforms } = await fourSites();
    const shared = await startSite();
    for (const { platform, page } of platforms) {
      shared.publish(page);
      await importDocument({ source: scratchFile(root, "page.md", shared.markdown(page)), platform, root });
    }
    const [first] = platforms;
    await importDocument({
      source: scratchFile(root, "page.md", shared.markdown(first?.page ?? never())),
      platform: "again",
      root,
    });
    expect(states(await update(root))).toEqual({ again: "unchanged", ...all("unchanged") });
    expect(shared.mostAtOnce).toBe(1);
    expect(shared.requests.map(({ url }) => url).toSorted()).toEqual([...shared.served.keys()].toSorted());
  });
});

describe("a page that cannot be found says what was looked for, where, and what was there", () => {
  type Change = (one: DocumentedPlatform, elsewhere: string) => void;
  const serve =
    (served: (one: DocumentedPlatform) => Served): Change =>
    (one) => {
      one.site.served.set(pathOf(one), served(one));
      one.site.served.set(pathOf(one).replace(".md", ""), served(one));
    };
  it.each<[string, Change, string]>([
    ["it is gone", serve(() => respondWithStatus(404)), "the server responded with 404"],
    ["it is gone, and not listed", ({ site }) => site.listOnly(), "0 pages are listed, none under such a title"],
    [
      "another page has its title",
      ({ site, page }) => {
        site.listOnly();
        site.publish({ ...page, operation: "GET /v9/others" });
      },
      "is about GET /v9/others",
    ],
    [
      "the index lists it on another site",
      (one, elsewhere) => one.site.listOnly(`- [${one.page.title}](${elsewhere}${pathOf(one)})`),
      "is on another site, where nothing is followed to",
    ],
    [
      "it redirects to another site",
      (one, elsewhere) => one.site.served.set(pathOf(one), respondWithStatus(308, { location: `${elsewhere}/x.md` })),
      "the server redirects to another site, http://127.0.0.1:",
    ],
    ["it wants a login", serve(() => respondWithStatus(401)), "the server responded with 401"],
    [
      "it redirects to a login page",
      serve(() => respondWithStatus(302, { location: "/login?next=secret" })),
      "/login:1: this is an HTML or XML page",
    ],
    ["it is a shell for browsers", serve(() => SHELL), "this is an HTML or XML page"],
    [
      "its fence names what its block does not hold",
      serve(({ site, page }) => site.markdown({ ...page, text: page.text.replace(/^ {2}\/.*:$/m, "  /v9/others:") })),
      "and its block holds",
    ],
    ["it has no block", serve(() => "# A title\n\nAnd words.\n"), "there is no fenced block"],
    [
      "its block is cut off",
      serve(({ site, page }) => site.markdown(page).slice(0, -4)),
      "the fenced block is never closed",
    ],
    [
      "two pages are about it, and differ",
      ({ site, page }) => site.publish({ ...page, text: changed(page.text) }, "another"),
      "two pages are about",
    ],
    [
      "the index is gone",
      ({ site }) => site.served.set("/llms.txt", respondWithStatus(404)),
      "the server responded with 404 (looked for",
    ],
    [
      "the index wants a login",
      ({ site }) => site.served.set("/llms.txt", respondWithStatus(403)),
      "the server responded with 403 (looked for",
    ],
    [
      "the index is a shell for browsers",
      ({ site }) => site.served.set("/llms.txt", SHELL),
      "this is an HTML or XML page, not the text of a documentation page (looked for",
    ],
    [
      "the index has moved to another site",
      ({ site }, elsewhere) =>
        site.served.set("/llms.txt", respondWithStatus(301, { location: `${elsewhere}/llms.txt` })),
      "the server redirects to another site",
    ],
    ["the server is down for now", serve(() => respondWithStatus(503)), "the server responded with 503 (looked for"],
  ])("when %s", async (_what, change, rule) => {
    const { root, platforms } = await fourSites();
    const elsewhere = await startSite();
    const before = specsOf(root);
    for (const one of platforms) change(one, elsewhere.url);
    const results = await update(root);
    expect(states(results)).toEqual(all("failed"));
    for (const [index, { error }] of results.entries()) {
      const { page, site } = platforms[index] ?? never();
      expect(error?.rule).toContain(rule);
      expect(error?.rule).toContain(page.operation);
      expect(`${error?.file} ${error?.rule}`).toContain(site.url);
      expect(error?.remedy).not.toBe("");
      expect(JSON.stringify(error)).not.toContain("secret");
    }
    expect(specsOf(root)).toEqual(before);
    expect(elsewhere.requests).toEqual([]);
  });
});
