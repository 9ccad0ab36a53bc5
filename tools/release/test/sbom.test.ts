import { resolve } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { listClients } from "@workshop/config/client-packages";
import { expect, test } from "vitest";
import { createSbom } from "../src/sbom.ts";

const clients = listClients(resolve(import.meta.dirname, "../../.."));

test.each(clients.map((client) => [client.manifest.name, client] as const))(
  "the bill of materials of %s is CycloneDX to the letter, says what comes with it, and is the same each time",
  async (name, { folder, manifest }) => {
    const text = await createSbom(folder, name);
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
    expect(await createSbom(folder, name)).toBe(text);
    expect(JSON.parse(text)).toMatchObject({
      metadata: { component: { purl: `pkg:npm/${name.replace("@", "%40")}@${manifest.version}` } },
      components: [
        {
          name: "openapi-fetch",
          licenses: [{ license: { id: "MIT" } }],
          hashes: [{ alg: "SHA-512", content: expect.any(String) }],
        },
        { name: "openapi-typescript-helpers" },
      ],
    });
    // Neither the registry that it was made with, nor the time.
    expect(text).not.toMatch(/registry|timestamp|serialNumber/);
  },
);
