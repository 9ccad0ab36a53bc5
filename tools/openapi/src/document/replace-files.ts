import { renameSync, rmSync, writeFileSync } from "node:fs";

/** A file, and what shall be in it. */
export type Replacement = readonly [file: string, content: string | Uint8Array];

/**
 * Writes files, each in one step: whoever reads one, or stops the process, finds it whole, as it was or as it shall be.
 * All are written beside their targets first, and only then renamed: what can fail has failed before.
 *
 * @param suffix of the names beside the targets. One that is always the same needs a lock, and in return what a process
 *   that was killed has left there is written over by the next one; by default each process has its own.
 */
export function replaceFiles(replacements: readonly Replacement[], suffix = `.${process.pid}.tmp`): void {
  const beside = (file: string): string => `${file}${suffix}`;
  try {
    // Not `writeSync`, nor what uses it: it leaves the rest out when the disk takes only the beginning.
    for (const [file, content] of replacements) writeFileSync(beside(file), content, { flush: true });
    for (const [file] of replacements) renameSync(beside(file), file);
  } finally {
    for (const [file] of replacements) rmSync(beside(file), { force: true, recursive: true });
  }
}
