import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { fullDocumentAddress } from "../../../src/document/import/full-document.ts";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { leadsToThisMachine } from "../../../src/document/import/public-address.ts";
import { parseRecords } from "../../../src/document/import/source-records.ts";
import { addOperation } from "../../../src/document/update/add-operation.ts";
import { type DocumentationSite, type OperationPage, respondWithStatus } from "../../documentation-site.ts";
import { spec } from "../../spec-command.ts";
import { documentErrorOf, SMALL_DOCUMENT, scratchFile, scratchRepository, specsOf } from "../import/scratch.ts";
import { changed, type DocumentedPlatform, fourSites, startSite } from "./four-sites.ts";
import { states, update } from "./imported-pages.ts";

/** A small document with the operation of the page, and another one, of which the page does not speak. */
function fullDocument(text: string): string {
  const data = parse(text) as Record<string, object>;
  const responses = { "204": { description: "done" } };
  return stringify({
    ...data,
    info: { title: "The whole API", version: "2" },
    servers: [{ url: "https://full.example" }],
    tags: [{ name: "of the full document" }],
    paths: { "/v9/others": { get: { responses } }, ...data.paths },
  });
}

/** The platforms whose pages name a full document, each of which is served, also where a page names another host. */
async function withFullDocuments(): Promise<{
  root: string;
  platforms: readonly (DocumentedPlatform & { full: string })[];
}> {
  const { root, platforms } = await fourSites();
  const elsewhere = await startSite();
  const named = [];
  for (const one of platforms.filter(({ page }) => page.document !== undefined)) {
    const address = new URL(one.page.document ?? "", one.site.url);
    const site = address.href.startsWith(one.site.url) ? one.site : elsewhere;
    const page = { ...one.page, document: site === elsewhere ? `${site.url}${address.pathname}` : one.page.document };
    one.site.listOnly();
    one.site.publish(page);
    site.served.set(address.pathname, fullDocument(changed(page.text)));
    named.push({ ...one, page, full: `${site.url}${address.pathname}` });
  }
  return { root, platforms: named };
}

const recordOf = (root: string, platform: string) =>
  parseRecords(specsOf(root)["sources.json"] ?? "", "").get(platform);

describe("an update from the full documents", () => {
  it("takes the operation out of them, keeps info, servers and tags of the page, and goes on so", async () => {
    const { root, platforms } = await withFullDocuments();
    const names = platforms.map(({ platform }) => platform);
    expect(names.length).toBeGreaterThanOrEqual(3);
    const results = await update(root, { platforms: names, fromDocument: true });
    expect(results.map(({ state, error }) => [state, error])).toEqual(names.map(() => ["updated", undefined]));
    for (const { platform, page } of platforms) {
      const [taken, before] = [specsOf(root)[`${platform}.yaml`] ?? "", page.text].map((text) => parse(text) as object);
      expect(taken).toEqual(before);
      expect(recordOf(root, platform)).toMatchObject({ from: "document", document: page.document });
    }
    expect(new Set(Object.values(states(await update(root, { platforms: names }))))).toEqual(new Set(["unchanged"]));
    const before = specsOf(root);
    for (const { platform, site, page } of platforms) {
      await importDocument({ source: scratchFile(root, "page.md", site.markdown(page)), platform, root });
      expect(specsOf(root)[`${platform}.yaml`]).toBe(page.text);
    }
    expect(specsOf(root)).not.toEqual(before);
  });

  it("sees what has changed in them alone", async () => {
    const { root, platforms } = await withFullDocuments();
    const [one] = platforms;
    if (one === undefined) throw new Error("there is one");
    const platforms_ = [one.platform];
    await update(root, { platforms: platforms_, fromDocument: true });
    const full = fullDocument(one.page.text).replace(/^ {6}summary: .*$/m, "      summary: Another summary");
    const { pathname, origin } = new URL(one.full);
    const site = origin === one.site.url ? one.site : undefined;
    site?.served.set(pathname, full);
    const [result] = await update(root, { platforms: platforms_ });
    expect(result).toMatchObject({ state: "updated", difference: { added: 1, removed: 1 } });
    expect(result?.difference?.patch).toContain("Another summary");
  });

  it("says what is missing, and leaves the files as they were", async () => {
    const { root, platforms } = await fourSites();
    const before = specsOf(root);
    for (const { site, page } of platforms) {
      if (page.document?.startsWith("/") === true) site.served.set(page.document, respondWithStatus(404));
    }
    const named = platforms.filter(({ page }) => page.document?.startsWith("http") !== true);
    const results = await update(root, { platforms: named.map(({ platform }) => platform), fromDocument: true });
    expect(results.map(({ error }) => error?.rule)).toEqual(
      named.map(({ page }) =>
        page.document === undefined ? "the page names no full document" : "the server responded with 404",
      ),
    );
    expect(specsOf(root)).toEqual(before);
  });

  it("is never looked for on this very machine on behalf of a public page", async () => {
    for (const document of [
      "http://127.0.0.1:1/openapi.json",
      "https://localhost/openapi.json",
      "http://[::1]/o.json",
    ]) {
      const origin = { index: "https://docs.example.com/llms.txt", document };
      const error = await documentErrorOf(() => fullDocumentAddress(origin, "page.md"));
      expect(error.rule).toBe("a page of https://docs.example.com names a document on this very machine");
    }
    expect(leadsToThisMachine("https://docs.example.com/page.md", new URL("http://127.0.0.1/llms.txt"))).toBe(true);
    expect(leadsToThisMachine("http://127.0.0.1:80/page.md", new URL("http://127.0.0.1/llms.txt"))).toBe(false);
    expect(leadsToThisMachine("saved.md", new URL("http://127.0.0.1/llms.txt"))).toBe(false);
  });

  it("is also what an import can begin with", async () => {
    const root = scratchRepository();
    const site = await startSite();
    const page = { ...SMALL_PAGE, document: "/openapi.yaml" };
    site.served.set("/openapi.yaml", fullDocument(SMALL_DOCUMENT).replace("gone", "gone for ever"));
    const source = scratchFile(root, "page.md", site.markdown(page));
    const { code, out, err } = await spec("import", source, "--platform", "small", "--root", root, "--from-document");
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("/openapi.yaml ...") });
    expect(out).toContain("/openapi.yaml, from which the operations are taken");
    expect(parse(specsOf(root)["small.yaml"] ?? "")).toEqual(parse(SMALL_DOCUMENT.replace("gone", "gone for ever")));
  });
});

const SMALL_PAGE: OperationPage = {
  title: "Delete a thing",
  operation: "DELETE /things/{id}",
  document: "/openapi.yaml",
  text: SMALL_DOCUMENT,
};
const LIST_PAGE: OperationPage = {
  title: "List things",
  operation: "GET /things",
  document: "/openapi.yaml",
  text: SMALL_DOCUMENT.replace("/things/{id}:", "/things:")
    .replace("delete:", "get:")
    .replace("deleteThing", "listThings")
    .replace(/ +parameters:\n.*\n/, ""),
};

async function smallSite(): Promise<{
  root: string;
  site: DocumentationSite;
  source: (page: OperationPage) => string;
}> {
  const root = scratchRepository();
  const site = await startSite();
  for (const page of [SMALL_PAGE, LIST_PAGE]) site.publish(page);
  const source = (page: OperationPage): string => scratchFile(root, "a page.md", site.markdown(page));
  await importDocument({ source: source(SMALL_PAGE), platform: "small", root });
  return { root, site, source };
}

const both = (): unknown => {
  const [one, other] = [SMALL_DOCUMENT, LIST_PAGE.text].map((text) => parse(text) as { paths: object });
  return { ...one, paths: { ...one?.paths, ...other?.paths } };
};

describe("a page that a person has saved", () => {
  it("is recorded with the person's words beside its own, and found again by its own", async () => {
    const { root, site, source } = await smallSite();
    await importDocument({
      source: source(SMALL_PAGE),
      platform: "small",
      root,
      sourceLabel: "saved behind the login",
    });
    const record = { source: "saved behind the login", index: site.index, title: "Delete a thing" };
    expect(recordOf(root, "small")).toMatchObject(record);
    expect(states(await update(root))).toEqual({ small: "unchanged" });
    site.served.set(site.pathOf(SMALL_PAGE), site.markdown({ ...SMALL_PAGE, text: changed(SMALL_DOCUMENT) }));
    expect(states(await update(root))).toEqual({ small: "updated" });
    expect(recordOf(root, "small")).toMatchObject(record);
  });
});

describe("an operation that is added", () => {
  it.each<[string, (source: (page: OperationPage) => string, site: DocumentationSite) => string]>([
    ["from a page in a file", (source) => source(LIST_PAGE)],
    ["from the address of a page", (_source, site) => `${site.url}/api-reference/list-things.md`],
    ["by its name, looked up in the index", () => "get /things"],
  ])("%s stands in the document beside the first one, and both are followed from then on", async (_what, given) => {
    const { root, site, source } = await smallSite();
    const { code, out, err } = await spec("add", "small", given(source, site), "--root", root, "--json");
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      change: "replaced",
      record: { title: ["Delete a thing", "List things"], operation: ["DELETE /things/{id}", "GET /things"] },
    });
    expect(parse(specsOf(root)["small.yaml"] ?? "")).toEqual(both());
    expect(states(await update(root))).toEqual({ small: "unchanged" });
    site.listOnly();
    site.publish(SMALL_PAGE);
    site.publish({ ...LIST_PAGE, text: LIST_PAGE.text.replace("gone", "here") });
    expect(await update(root)).toMatchObject([{ state: "updated", difference: { added: 1, removed: 1 } }]);
  });

  it("comes out of the full document where the first one does", async () => {
    const { root, site } = await smallSite();
    site.served.set("/openapi.yaml", stringify({ ...(both() as object), info: { title: "Whole", version: "3" } }));
    await update(root, { fromDocument: true });
    await addOperation({ root, platform: "small", source: "GET /things" });
    expect(parse(specsOf(root)["small.yaml"] ?? "")).toEqual(both());
    expect(states(await update(root))).toEqual({ small: "unchanged" });
  });

  it.each<[string, (site: DocumentationSite) => OperationPage | string, string]>([
    [
      "says otherwise what both say",
      () => ({ ...LIST_PAGE, text: LIST_PAGE.text.replace('version: "1"', 'version: "2"') }),
      "/info (specs/small.yaml:2 and ",
    ],
    ["is there already", () => SMALL_PAGE, "DELETE /things/{id} is there already"],
    ["is of another API", () => ({ ...LIST_PAGE, document: "/v2.yaml" }), "the page is taken from /v2.yaml"],
    ["is nowhere", () => "PATCH /nothing", "looked for PATCH /nothing: 2 pages are listed"],
    ["is no page of the site", () => "specs/small.yaml", "the page names no index"],
  ])("is refused where it %s, and nothing is written", async (_what, given, rule) => {
    const { root, site, source } = await smallSite();
    const before = specsOf(root);
    const what = given(site);
    const path = typeof what === "string" ? what.replace("specs", join(root, "specs")) : source(what);
    const error = await documentErrorOf(() => addOperation({ root, platform: "small", source: path }));
    expect(error.rule).toContain(rule);
    expect(specsOf(root)).toEqual(before);
  });

  it("needs a platform that was taken from a page of a site", async () => {
    const root = scratchRepository();
    await importDocument({ source: scratchFile(root, "a.yaml", SMALL_DOCUMENT), platform: "small", root });
    for (const platform of ["small", "none"]) {
      const { code, err } = await spec("add", platform, "GET /things", "--root", root);
      expect(code).toBe(1);
      expect(err).toContain("remedy:");
    }
  });
});
