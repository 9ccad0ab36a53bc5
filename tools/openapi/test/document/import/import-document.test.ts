import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { importDocument } from "../../../src/document/import/import-document.ts";
import {
  documentErrorOf,
  FIRST_LINE,
  pageWith,
  SMALL_DOCUMENT,
  scratchFile,
  scratchRepository,
  specsOf,
} from "./scratch.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function importText(root: string, text: string | Uint8Array, platform = "small") {
  return importDocument({ source: scratchFile(root, "page.md", text), platform, root });
}

describe("importDocument", () => {
  it("writes the block byte for byte, and records where it came from", async () => {
    const root = scratchRepository();
    const document = SMALL_DOCUMENT.replaceAll("\n", "\r\n").replace("Small", "caf\u00e9");
    const page = pageWith(document);
    const result = await importText(root, page);
    expect(result).toMatchObject({ change: "created", file: "specs/small.yaml", bytes: Buffer.byteLength(document) });
    expect(specsOf(root)["small.yaml"]).toBe(document);
    expect(JSON.parse(specsOf(root)["sources.json"] ?? "")).toEqual({
      small: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        document: "openapi.yaml",
        operation: ["DELETE /things/{id}"],
        sha256: sha256(document),
        source: "page.md",
        title: "Delete a thing",
      },
    });
  });

  it("keeps a JSON document as the text that it is", async () => {
    const root = scratchRepository();
    const text =
      '{"openapi":"3.0.0","info":{"title":"t","version":"1"},\n\t"paths":{"/":{"get":{"responses":{"200":{"description":""}}}}}}';
    expect((await importText(root, text)).operations).toEqual([{ method: "GET", path: "/" }]);
    expect(specsOf(root)["small.yaml"]).toBe(text);
  });

  it("sorts the records, ends them with a newline, and keeps those of others", async () => {
    const root = scratchRepository();
    for (const platform of ["zebra", "constructor", "ant"]) await importText(root, SMALL_DOCUMENT, platform);
    const text = specsOf(root)["sources.json"] ?? "";
    expect(Object.keys(JSON.parse(text))).toEqual(["ant", "constructor", "zebra"]);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  it("touches nothing when the same document comes from the same place again, not even the date", async () => {
    const root = scratchRepository();
    await importText(root, SMALL_DOCUMENT);
    const records = join(root, "specs/sources.json");
    writeFileSync(records, readFileSync(records, "utf8").replace(/\d{4}-\d\d-\d\d/, "2001-02-03"));
    const before = [specsOf(root), statSync(records).mtimeMs, statSync(join(root, "specs/small.yaml")).mtimeMs];
    const result = await importText(root, SMALL_DOCUMENT);
    expect(result.change).toBe("unchanged");
    expect(result.record.date).toBe("2001-02-03");
    expect([specsOf(root), statSync(records).mtimeMs, statSync(join(root, "specs/small.yaml")).mtimeMs]).toEqual(
      before,
    );
  });

  it("replaces a document that changed", async () => {
    const root = scratchRepository();
    await importText(root, SMALL_DOCUMENT);
    const changed = SMALL_DOCUMENT.replace("Small", "Larger");
    expect((await importText(root, changed)).change).toBe("replaced");
    expect(specsOf(root)["small.yaml"]).toBe(changed);
  });

  it("repairs a record that does not belong to its document, as after an interruption", async () => {
    const root = scratchRepository();
    await importText(root, SMALL_DOCUMENT);
    writeFileSync(join(root, "specs/small.yaml"), SMALL_DOCUMENT.replace("Small", "Larger"));
    expect((await importText(root, SMALL_DOCUMENT.replace("Small", "Larger"))).change).toBe("recorded anew");
    rmSync(join(root, "specs/sources.json"));
    expect((await importText(root, SMALL_DOCUMENT.replace("Small", "Larger"))).change).toBe("recorded anew");
  });

  it.each([
    ["broken YAML in a block", pageWith(SMALL_DOCUMENT.replace("title: Small", "title: [Small"))],
    ["a page without a block", "# Nothing\n"],
    ["a dangling reference", pageWith(`${SMALL_DOCUMENT}components: {schemas: {A: {$ref: '#/nope'}}}\n`)],
    ["an HTML page", "<!doctype html><title>x</title>"],
    ["an empty file", ""],
    ["a document that is not UTF-8", Buffer.from(SMALL_DOCUMENT.replace("Small", "caf\u00e9"), "latin1")],
  ])("leaves everything as it was after %s", async (_what, text) => {
    const root = scratchRepository();
    await documentErrorOf(() => importText(root, text));
    expect(specsOf(root)).toEqual({});
    await importText(root, SMALL_DOCUMENT);
    const before = specsOf(root);
    await documentErrorOf(() => importText(root, text));
    expect(specsOf(root)).toEqual(before);
  });

  it("names the line in the page, not in the block", async () => {
    const error = await documentErrorOf(() =>
      importText(
        scratchRepository(),
        pageWith(SMALL_DOCUMENT.replace("  title: Small", "  title: Small\n  title: Small")),
      ),
    );
    expect(error.line).toBe(FIRST_LINE + 3);
  });

  it("writes neither file when one of the two cannot be written", async () => {
    const root = scratchRepository();
    mkdirSync(join(root, "specs/sources.json.importing"), { recursive: true });
    const error = await documentErrorOf(() => importText(root, SMALL_DOCUMENT));
    expect(error.rule).toContain("cannot be written (EISDIR)");
    expect(specsOf(root)).toEqual({});
  });

  it.each(["small.yaml", "sources.json"])(
    "does not write through a symbolic link at specs/%s.importing, but says that it is there",
    async (name) => {
      const root = scratchRepository();
      await importText(root, SMALL_DOCUMENT);
      const before = specsOf(root);
      const target = scratchFile(root, "target", "precious");
      symlinkSync(target, join(root, `specs/${name}.importing`));
      const error = await documentErrorOf(() => importText(root, SMALL_DOCUMENT.replace("Small", "Larger")));
      expect(error).toMatchObject({
        file: `specs/${name}.importing`,
        rule: expect.stringContaining("a symbolic link"),
      });
      expect(readFileSync(target, "utf8")).toBe("precious");
      expect(specsOf(root)).toEqual(before);
    },
  );

  it("replaces a document that is a symbolic link, and leaves alone what it leads to", async () => {
    const root = scratchRepository();
    const target = scratchFile(root, "target", "precious");
    mkdirSync(join(root, "specs"));
    symlinkSync(target, join(root, "specs/small.yaml"));
    await importText(root, SMALL_DOCUMENT);
    expect(readFileSync(target, "utf8")).toBe("precious");
    expect(specsOf(root)["small.yaml"]).toBe(SMALL_DOCUMENT);
  });

  it.each(["{", "[]", '{"a": {"source": "x"}}', '{"a": null}'])(
    "refuses to go on from broken records: %s",
    async (records) => {
      const root = scratchRepository();
      mkdirSync(join(root, "specs"));
      writeFileSync(join(root, "specs/sources.json"), records);
      expect((await documentErrorOf(() => importText(root, SMALL_DOCUMENT))).file).toBe("specs/sources.json");
      expect(specsOf(root)).toEqual({ "sources.json": records });
    },
  );

  it("loses no record when many imports run at once", async () => {
    const root = scratchRepository();
    const platforms = Array.from({ length: 8 }, (_item, index) => `platform-${String.fromCharCode(97 + index)}`);
    await Promise.all(platforms.map((platform) => importText(root, SMALL_DOCUMENT, platform)));
    expect(Object.keys(JSON.parse(specsOf(root)["sources.json"] ?? ""))).toEqual(platforms);
    expect(Object.keys(specsOf(root))).toEqual([...platforms.map((platform) => `${platform}.yaml`), "sources.json"]);
  });

  it("goes on after an import that was killed while it held the lock", async () => {
    const root = scratchRepository();
    const lock = join(root, "specs/.importing.lock");
    mkdirSync(lock, { recursive: true });
    utimesSync(lock, 1, 1);
    writeFileSync(join(root, "specs/small.yaml.importing"), "half");
    await importText(root, SMALL_DOCUMENT);
    expect(Object.keys(specsOf(root))).toEqual(["small.yaml", "sources.json"]);
  });

  it("records an address without its query, and where redirects led", async () => {
    const server = createServer((request, response) =>
      request.url?.startsWith("/old") === true
        ? response.writeHead(301, { location: "/new.md?signature=hunter2" }).end()
        : response.end(pageWith(SMALL_DOCUMENT)),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listens on a port, so it has one
    const root = scratchRepository();
    const result = await importDocument({ source: `${origin}/old?token=hunter2#x`, platform: "small", root });
    expect(result.record).toMatchObject({ source: `${origin}/old`, retrievedFrom: `${origin}/new.md` });
    expect(JSON.stringify([result, specsOf(root)])).not.toContain("hunter2");
  });

  it("writes no record that could not be read again, whatever a page says of itself", async () => {
    const root = scratchRepository();
    await importText(root, SMALL_DOCUMENT, "other");
    const before = specsOf(root);
    const odd = `yaml ${"x".repeat(3_000)}.yaml delete /things/{id}`;
    const error = await documentErrorOf(() => importText(root, pageWith(SMALL_DOCUMENT, odd)));
    expect(error).toMatchObject({ file: "the new specs/sources.json", pointer: "/small/document" });
    expect(specsOf(root)).toEqual(before);
  });

  it("leaves a password out of the info string", async () => {
    const root = scratchRepository();
    await importText(root, pageWith(SMALL_DOCUMENT, "yaml https://me:hunter2@example.com/o.json delete /things/{id}"));
    expect(specsOf(root)["sources.json"]).not.toContain("hunter2");
  });

  it("wants a root that exists", async () => {
    const request = { source: "x", platform: "small", root: join(scratchRepository(), "none") };
    expect((await documentErrorOf(() => importDocument(request))).file).toBe("--root");
  });
});
