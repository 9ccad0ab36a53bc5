import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file, or removes it, in one step: whoever reads it, or stops the process, finds it whole, as it was or as it
 * shall be.
 */
export function replaceFile(file: string, text: string | undefined): void {
  if (text === undefined) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(beside, text, { flush: true });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
