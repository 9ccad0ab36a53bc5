import { join, resolve } from "node:path";
import { repositoryRoot } from "@workshop/config/repository-root";
import { Command } from "commander";
import { buildSite, SiteError } from "./build-site.ts";

const root = repositoryRoot();

await new Command("pnpm run docs")
  .description(
    "Builds the site: guides, the reference of each client, measurements, and the contract report where there is one " +
      "(`pnpm contract-report`). It is files alone: open index.html.",
  )
  .option("--out <folder>", "where it goes; what is there is removed", join(root, "site"))
  .addHelpText("after", "\nExample: pnpm run docs --out /srv/www/clients\nExit codes: 0 built; 1 not built.")
  .action(async ({ out }: { readonly out: string }) => {
    try {
      console.error("reading the clients ...");
      await buildSite(root, resolve(out));
      console.log(`${join(resolve(out), "index.html")}`);
    } catch (error) {
      if (!(error instanceof SiteError)) throw error;
      console.error(`error: ${error.message}`);
      process.exitCode = 1;
    }
  })
  .parseAsync();
