import { build } from "esbuild";
import { expect, test } from "vitest";

/** What a bundler keeps of client-core for a program that uses these of its exports. */
async function bundleOf(...names: string[]): Promise<string> {
  const contents = `export { ${names.join(", ")} } from "../test/every.ts";`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${import.meta.dirname}/../src`, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

test("who has no streams, nothing of streams", async () => {
  expect(await bundleOf("operation", "createTransport", "jsonBody")).not.toMatch(/stream ended early|getReader\(\)\}/);
  expect(await bundleOf("operation", "openItems", "eventData")).toMatch(/stream ended early/);
});

test("whose document declares no headers of responses, nothing of these", async () => {
  expect(await bundleOf("operation", "createTransport", "jsonBody")).not.toMatch(/\|true\|false\)\$/);
  expect(await bundleOf("operation", "withHeaders", "headerValue")).toMatch(/\|true\|false\)\$/);
});

test("who asks for no integers of any size, nothing of these", async () => {
  expect(await bundleOf("operation", "createTransport", "jsonBody", "integer")).not.toMatch(/give a bigint/);
  expect(await bundleOf("operation", "bigInteger")).toMatch(/give a bigint/);
});

test("who goes through no pages, nothing of pages", async () => {
  expect(await bundleOf("operation", "createTransport", "jsonBody")).not.toMatch(/leads in a circle/);
  const paged = await bundleOf("operation", "paginated", "cursorPages");
  expect(paged).toMatch(/leads in a circle/);
  expect(paged).not.toMatch(/server\.invalid.*searchParams/);
});

test("whose operations stand in no groups, nothing of groups", async () => {
  const made = /of Object\.entries\(\w+\)\)\{let \w+;/;
  expect(await bundleOf("operation", "createTransport", "jsonBody", "createRead")).not.toMatch(made);
  expect(await bundleOf("withGroups")).toMatch(made);
});

test("who does not send in batches, or whose answers list nothing, has nothing of that", async () => {
  const plain = await bundleOf("operation", "createTransport", "jsonBody");
  expect(plain).not.toMatch(/could be split|notDone|notReported/);
  expect(await bundleOf("operation", "inBatches")).toMatch(/could be split/);
  expect(await bundleOf("operation", "differenceOf")).toMatch(/notReported/);
});
