/**
 * Prints a line, and waits until it is out. A child that writes to the same pipe while lines of its parent are still
 * queued would overtake them, and the last line would not be the last.
 */
export function print(line: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()));
}
