import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseRecords } from "../../../src/document/import/source-records.ts";
import { listPlatforms } from "../../../src/load.ts";

const repository = resolve(import.meta.dirname, "../../../../..");
const records = parseRecords(readFileSync(join(repository, "specs/sources.json"), "utf8"), "specs/sources.json");

describe("the documents of this repository", () => {
  it("are each recorded, and no others are", () => {
    expect([...records.keys()]).toEqual(listPlatforms(repository));
  });

  it.each(listPlatforms(repository))("%s is byte for byte what was imported", (platform) => {
    const document = readFileSync(join(repository, "specs", `${platform}.yaml`));
    expect(createHash("sha256").update(document).digest("hex")).toBe(records.get(platform)?.sha256);
  });
});
