import { closeSync, constants, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** A file, and what shall be in it. */
export type Replacement = readonly [file: string, content: string | Uint8Array];

/** Never through a symbolic link, which could lead out of the folder; `O_NOFOLLOW` is unknown to Windows. */
const WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);

/**
 * Writes files, each in one step: whoever reads one, or stops the process, finds it whole, as it was or as it shall be.
 * All are written beside their targets first, and only then renamed: what can fail has failed before.
 *
 * @param suffix of the names beside the targets. One that is always the same needs a lock, and in return what a process
 *   that was killed has left there is written over by the next one; by default each process has its own.
 * @throws {Error} of code `ELOOP` when a symbolic link stands beside a target; it is then removed, and nothing written.
 */
export function replaceFiles(replacements: readonly Replacement[], suffix = `.${process.pid}.tmp`): void {
  const beside = (file: string): string => `${file}${suffix}`;
  try {
    for (const [file, content] of replacements) writeWhole(beside(file), content);
    for (const [file] of replacements) renameSync(beside(file), file);
  } finally {
    for (const [file] of replacements) rmSync(beside(file), { force: true, recursive: true });
  }
}

function writeWhole(file: string, content: string | Uint8Array): void {
  const descriptor = openSync(file, WRITE, 0o666);
  try {
    // Not `writeSync`, nor what uses it: it leaves the rest out when the disk takes only the beginning.
    writeFileSync(descriptor, content, { flush: true });
  } finally {
    closeSync(descriptor);
  }
}
