import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentationSite, type OperationPage } from "@workshop/openapi/documentation-site";
import { type ClientPackage, listClients } from "@workshop/release";
import { type EnumOfParameter, enumOfParameter } from "./enum-value.ts";

/** A platform, as its vendor documents it: on a site of its own, on loopback. */
export interface Vendor {
  readonly client: ClientPackage;
  readonly platform: string;
  readonly site: DocumentationSite;
  readonly page: OperationPage;
}

/** A vendor whose page has a value that users may send, and that nothing in the package is written for. */
export interface ChangingVendor extends Vendor {
  readonly values: EnumOfParameter;
  /** The value that the consumer sends. */
  readonly used: string;
}

/** A platform's record, as far as it is read here. */
interface PageRecord {
  readonly title: string;
  readonly operation: readonly [string];
  readonly document?: string;
}

/** Publishes the documents of a workspace as they are, each on a site of its own, in the form that its page has. */
export async function startVendors(root: string): Promise<readonly Vendor[]> {
  // What `spec import` has written, and checks when it reads it.
  const records = JSON.parse(readFileSync(join(root, "specs/sources.json"), "utf8")) as Record<string, PageRecord>;
  return await Promise.all(
    listClients(root).map(async (client): Promise<Vendor> => {
      const { platform } = client.manifest.openapiClient;
      const record = records[platform];
      if (record === undefined) throw new Error(`there is no record of where ${platform} comes from`);
      const { title, document, operation } = record;
      const text = readFileSync(join(root, "specs", `${platform}.yaml`), "utf8");
      const site = await DocumentationSite.start();
      const page = { title, document, operation: operation[0], text };
      site.publish(page);
      return { client, platform, site, page };
    }),
  );
}

/**
 * The first vendor whose page has an enum with a value that neither README nor tests of its package mention, so that the
 * package holds without it.
 *
 * @throws {Error} when there is none.
 */
export function changingVendor(vendors: readonly Vendor[]): ChangingVendor {
  for (const vendor of vendors) {
    const values = enumOfParameter(vendor.page.text);
    const words = readme(vendor.client);
    const used = values?.values.findLast((value) => !words.includes(`"${value}"`));
    if (values !== undefined && values.values.length > 1 && used !== undefined) return { ...vendor, values, used };
  }
  throw new Error("no page of this workspace has a query parameter whose values could change");
}

function readme({ folder }: ClientPackage): string {
  const tests = readdirSync(join(folder, "test")).map((name) => join("test", name));
  return ["README.md", ...tests].map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}
