import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findClientPackage } from "@workshop/config/client-packages";
import { makeSubject } from "@workshop/faults/make-subject";
import { listPlatforms } from "@workshop/openapi";
import { packPackage } from "@workshop/release";
import { expect, test } from "vitest";
import { tryRunners } from "../src/runners/try-runners.ts";

const destination = mkdtempSync(join(tmpdir(), "packed-"));
const root = join(import.meta.dirname, "../../..");
const [platform = ""] = listPlatforms(root);
const { folder, name: packageName } = findClientPackage(root, platform);
const tarball = await packPackage(folder, destination);
const reports = tryRunners(packageName, tarball, makeSubject(root, platform));
rmSync(destination, { recursive: true, force: true });

for (const { name, skipped, status, output } of reports)
  test.skipIf(skipped !== undefined)(
    `the fake of ./testing works with ${name}${skipped ? ` (skipped: ${skipped})` : ""}`,
    () => {
      expect(status, output).toBe(0);
    },
  );
