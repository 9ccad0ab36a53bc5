import { execFileSync } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { type FailingProxy, startFailingProxy, type UploadFate } from "../src/failing-proxy.ts";
import { FOLDERS } from "../src/miniature.ts";
import { NpmConfiguration } from "../src/npm-configuration.ts";
import { miniature } from "./support/miniature-of-test.ts";
import { useRegistry } from "./support/registry-of-tests.ts";

const { registry, release, versionsOf } = useRegistry();

const configured = (url: string, token: string | undefined): NodeJS.ProcessEnv => {
  const configuration = NpmConfiguration.scoped(url, token);
  onTestFinished(() => configuration.remove());
  return configuration.environment;
};

const proxied = async (fate: (upload: number) => UploadFate): Promise<FailingProxy> => {
  const proxy = await startFailingProxy(registry().url, fate);
  onTestFinished(() => proxy.stop());
  return proxy;
};

test("a registry that goes down half-way is named, and the next run publishes only what is missing", async () => {
  const { root, names } = miniature();
  const dying = await proxied((upload) => (upload === 1 ? "pass" : "die"));
  const failed = await release({ root, environment: configured(dying.url, registry().token) });
  expect(failed.status).toBe(1);
  expect(failed.result.error).toMatchObject({
    step: "publish",
    rule: expect.stringContaining(`the registry ${dying.url} cannot be reached`),
    state: expect.stringContaining(`published: ${names[0]}@0.1.0; run it again`),
  });
  expect(await versionsOf(names)).toEqual([["0.1.0"], []]);

  const healthy = await proxied(() => "pass");
  const { status, result, output } = await release({ root, environment: configured(healthy.url, registry().token) });
  expect(status, output).toBe(0);
  expect(result.packages?.map(({ state }) => state)).toEqual(["already there", "published"]);
  expect(healthy.uploads).toEqual([`/${names[1].replace("/", "%2f")}`]);
  expect(await versionsOf(names)).toEqual([["0.1.0"], ["0.1.0"]]);

  const third = await release({ root, environment: configured(healthy.url, registry().token) });
  expect(third.result.packages?.map(({ state }) => state)).toEqual(["already there", "already there"]);
  expect(healthy.uploads).toHaveLength(1);
});

test("an upload whose response is lost has arrived: it is not called a failure, and not published again", async () => {
  const { root, names } = miniature();
  const proxy = await proxied((upload) => (upload === 1 ? "swallow" : "pass"));
  const { status, result, output } = await release({ root, environment: configured(proxy.url, registry().token) });
  expect(status, output).toBe(0);
  expect(result.packages?.map(({ state }) => state)).toEqual(["published", "published"]);
  expect(await versionsOf(names)).toEqual([["0.1.0"], ["0.1.0"]]);
});

test("a wrong token is told before anything is built, with the line to repair, and is not printed", async () => {
  const { root, names } = miniature();
  const token = "a-made-up-token-of-nobody";
  const { status, result, output } = await release({ root, environment: configured(registry().url, token) });
  expect(status).toBe(1);
  expect(result.error).toMatchObject({
    step: "ask",
    rule: expect.stringContaining("does not let you (E401"),
    remedy: expect.stringContaining(`${registry().url.replace("http:", "")}:_authToken=...`),
    state: "nothing is changed, and nothing was published",
  });
  expect(output).not.toContain(token);
  expect(await versionsOf(names)).toEqual([[], []]);
});

test("without a token the registry is said not to let anybody in", async () => {
  const { root } = miniature();
  const { status, result } = await release({ root, environment: configured(registry().url, undefined) });
  expect([status, result.error?.step]).toEqual([1, "ask"]);
  expect(result.error?.rule).toContain("does not let you");
});

test("a registry that does not answer at all is named before anything is built", async () => {
  const { root } = miniature();
  const gone = await startFailingProxy(registry().url, () => "die");
  await gone.stop();
  const { status, result } = await release({ root, environment: configured(gone.url, registry().token) });
  expect([status, result.error?.step]).toEqual([1, "ask"]);
  expect(result.error?.rule).toContain(`the registry ${gone.url} cannot be reached (ECONNREFUSED)`);
});

test("a version that is taken by another content stops the release before anything is published", async () => {
  const { root, names } = miniature();
  const environment = configured(registry().url, registry().token);
  const impostor = miniature();
  impostor.write({
    "impostor/package.json": JSON.stringify({ name: names[1], version: "0.1.0" }),
    "impostor/index.js": "",
  });
  execFileSync("npm", ["publish", "--ignore-scripts"], {
    cwd: `${impostor.root}/impostor`,
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  const { status, result } = await release({ root, environment });
  expect(status).toBe(1);
  expect(result.error).toMatchObject({
    step: "check",
    rule: expect.stringContaining(`${names[1]}@0.1.0 is taken: ${registry().url} holds it with another content`),
    remedy: expect.stringContaining("say so by a changeset"),
    state: "nothing is changed, and nothing was published",
  });
  expect(await versionsOf(names)).toEqual([[], ["0.1.0"]]);
});

test("a package that changed without a changeset is not passed over: its version is taken by what it was", async () => {
  const subject = miniature();
  expect((await release({ root: subject.root })).status).toBe(0);

  subject.write({ [`${FOLDERS[0]}/source.js`]: "export const response = 43;\n" });
  subject.commit("Change one of them, and say nothing");
  const silent = await release({ root: subject.root });
  expect(silent.result.error?.rule).toContain(
    `${subject.names[0]}@0.1.0 is taken: ${registry().url} holds it with another content, different in dist/index.js`,
  );

  subject.addChangeset("change", [subject.names[0]]);
  subject.commit("Say it");
  const { status, result, output } = await release({ root: subject.root });
  expect(status, output).toBe(0);
  expect(result.packages).toMatchObject([
    { version: "0.2.0", state: "published" },
    { version: "0.1.0", state: "already there" },
  ]);
});
