import { expect, test } from "vitest";
import { addressesIn } from "../src/checks/lockfile.ts";

test("a lockfile of names, versions and hashes names no address", () => {
  expect(addressesIn("lock.yaml", "  yaml@2.9.1:\n    resolution: {integrity: sha512-abc==}\n")).toEqual([]);
});

test("an address, or a tarball, is named with its line", () => {
  const text = "a:\n  resolution: {integrity: x, tarball: file.tgz}\nb:\n  resolved: http://registry.example/b.tgz\n";
  expect(addressesIn("lock.yaml", text)).toEqual([
    "lock.yaml:2: resolution: {integrity: x, tarball: file.tgz}",
    "lock.yaml:4: resolved: http://registry.example/b.tgz",
  ]);
});
