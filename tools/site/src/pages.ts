import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf } from "@workshop/config/readme-section";

/** The pages that are not written for the site alone, by the title that they get there. */
const OTHERS = [
  ["decisions.md", "Decisions"],
  ["glossary.md", "Glossary"],
  ["openapi-support.md", "What of OpenAPI is supported"],
  ["real-documents.md", "Documents of others"],
] as const;

/** Writes the pages of the site besides the reference and the guides: the notes of `docs`, and what was measured. */
export function writePages(root: string, folder: string): void {
  const docs = join(root, "docs");
  const present = new Set(readdirSync(docs));
  const measured = `${section(root, "bench")}\n\n## Runtimes\n\n${section(root, "runtimes")}`;
  writeFileSync(join(folder, "measurements.md"), titled("Measurements", measured));
  for (const [name, title] of OTHERS) {
    if (!present.has(name)) continue;
    const text = readFileSync(join(docs, name), "utf8").replace(/^# .*\n/, "");
    writeFileSync(join(folder, name), titled(title, text));
  }
}

function titled(title: string, text: string): string {
  return `---\ntitle: ${title}\n---\n\n# ${title}\n\n${text}\n`;
}

/** A generated section of the README, as it stands beside the guides' folder. */
function section(root: string, name: string): string {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  return (sectionOf(readme, name) ?? "").trim().replaceAll("](docs/", "](../");
}
