import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClientPackage, scaffoldPackage } from "../../src/scaffold/scaffold-package.ts";

const weather: ClientPackage = { platform: "weather-map", name: "WeatherMap", title: "Weather Map" };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "scaffold-"));
  mkdirSync(join(root, "specs"));
  writeFileSync(join(root, "specs/weather-map.yaml"), "openapi: 3.1.0\n");
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, "packages/weather-map-client", path), "utf8");

test("a package is written whole, and what was written is told", () => {
  const written = scaffoldPackage({ root, ...weather });
  const found = globSync("packages/**/*", { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(written).toHaveLength(found.length);
  for (const path of ["package.json", "README.md", "src/index.ts", "test/contract.test.ts", "turbo.json"]) {
    expect(written).toContain(`packages/weather-map-client/${path}`);
  }
});

test("the platform stands wherever the template has a place for it, and no place is left over", () => {
  const written = scaffoldPackage({ root, ...weather });
  for (const path of written)
    expect(readFileSync(join(root, path), "utf8")).not.toMatch(/\{\{(platform|name|title)\}\}/);
  expect(JSON.parse(read("package.json"))).toMatchObject({
    name: "@org/weather-map-client",
    openapiClient: { platform: "weather-map", name: "WeatherMap" },
  });
  expect(read("README.md")).toContain("client for Weather Map");
  expect(read("turbo.json")).toContain("$TURBO_ROOT$/specs/{weather-map,overlays/weather-map}.yaml");
});

test("the README has an empty section for the generator to fill", () => {
  scaffoldPackage({ root, ...weather });
  expect(read("README.md")).toContain("<!-- generated:operations -->\n<!-- /generated:operations -->\n");
});

test("a package that is there is left alone", () => {
  scaffoldPackage({ root, ...weather });
  writeFileSync(join(root, "packages/weather-map-client/README.md"), "written by hand");
  expect(() => scaffoldPackage({ root, ...weather })).toThrow("packages/weather-map-client cannot be created");
  expect(read("README.md")).toBe("written by hand");
});

test.each<[what: string, wrong: Partial<ClientPackage>, message: string]>([
  ["a platform that climbs out of the folder", { platform: "../weather" }, "cannot name a platform"],
  ["a platform in capitals", { platform: "Weather" }, "cannot name a platform"],
  ["a name that is no identifier", { name: "Weather Map" }, "cannot name a client in code"],
  ["a name in camel case", { name: "weatherMap" }, "cannot name a client in code"],
  ["a title that would end the string it stands in", { title: 'Weather", "x": "' }, "cannot stand in"],
  ["a title of two lines", { title: "Weather\nMap" }, "cannot stand in"],
  ["a platform without a document", { platform: "tides" }, "There is no specs/tides.yaml"],
])("%s is refused, and nothing is written", (_what, wrong, message) => {
  expect(() => scaffoldPackage({ root, ...weather, ...wrong })).toThrow(message);
  expect(readdirSync(root)).toEqual(["specs"]);
});
