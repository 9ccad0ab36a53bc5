import { join } from "node:path";
import { type TargetReport, type TargetSetting, tryTarget } from "@workshop/probe";
import { expect, test } from "vitest";
import { describeLive } from "../src/describe-live.ts";
import { PhoenixApi } from "../src/phoenix-api.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const JSON_422 = "undeclared media type: 422 is application/json, and declared as text/plain";
const NO_401 = "undeclared status: 401 is not declared";

const tryPhoenix = (url: string, setting: Partial<TargetSetting> = {}) =>
  tryTarget({ root: ROOT, platform: "phoenix", target: new URL(url), timeout: 30_000, ...setting });
const short = ({ deviations }: TargetReport) => deviations.map(({ kind, message }) => `${kind}: ${message}`).sort();

// docs/server.md: what is expected here is what is known to deviate.
describeLive("the contract on a real server", (live) => {
  test("deviates in the media type of 422 alone, as far as that can be seen without harm", async () => {
    const report = await tryPhoenix(live().open);
    expect(short(report)).toEqual([JSON_422]);
    expect(report.deviations[0]?.foundBy).toEqual(["Prism", "wire check"]);
    expect(report.requests).toBeGreaterThan(20);
    expect(Object.keys(report.statuses).sort()).toEqual(["404", "422"]);
  });

  test("deviates no further on a server with authentication", async () => {
    const setting = { credentials: ["bearer=KEY"], env: { KEY: live().guarded.admin } };
    expect(short(await tryPhoenix(live().guarded.url, setting))).toEqual([JSON_422]);
  });

  test("deviates in every response where a key is wanted and none is given", async () => {
    const report = await tryPhoenix(live().guarded.url);
    expect(short(report)).toEqual([NO_401]);
    expect(Object.keys(report.statuses)).toEqual(["401"]);
  });

  test("deviates also in what is taken for a time, as is seen when everything is sent", async () => {
    const api = new PhoenixApi(live().open);
    const id = await api.createProject("contract with everything");
    const values = [{ place: ["path", "project_identifier"], value: id }];
    const report = await tryPhoenix(live().open, { destructive: true, values });
    const taken =
      'accepts what is forbidden: 204 although query.start_time breaks format (must match format "date-time")';
    expect(short(report)).toEqual([taken, JSON_422]);
  });
});
