import fs from "node:fs";
import type { Receipt } from "@org/galileo-client";

/** What a line of the journal says of a step. `sending` is written, and on the disk, before anything is sent. */
export type Entry =
  | { readonly step: string; readonly state: "sending"; readonly at: string }
  | {
      readonly step: string;
      readonly state: Outcome;
      readonly at: string;
      readonly receipt?: Receipt;
      readonly note?: string;
    }
  | { readonly step: string; readonly state: "verified"; readonly at: string };

/**
 * What became of a request. `accepted`: the platform will do it; `completed`: it says that it has; `refused`: it said no;
 * `not sent`: certain; `unknown`: nobody can tell.
 */
export type Outcome = "accepted" | "completed" | "refused" | "not sent" | "unknown";

/** Another process writes to the journal, or it belongs to another plan. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

/**
 * A file to which lines are only ever added, each on the disk before the program goes on. It outlives `kill -9` and a power
 * cut: a last line that is torn was never acted upon, and is cut off.
 */
export class Journal {
  readonly entries: Entry[];
  readonly #file: number;
  readonly #lock: string;

  private constructor(entries: Entry[], file: number, lock: string) {
    this.entries = entries;
    this.#file = file;
    this.#lock = lock;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param digest of the plan that it is the journal of
   * @throws {JournalError} when it is another plan's, or in use
   */
  static open(path: string, digest: string): Journal {
    const lock = takeLock(`${path}.lock`);
    try {
      const file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_APPEND, 0o600);
      const text = fs.readFileSync(file, "utf8");
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      if (whole.length < text.length) fs.ftruncateSync(file, Buffer.byteLength(whole));
      const [head, ...lines] = whole.split("\n").filter((line) => line !== "");
      // Only this class writes lines.
      const journal = new Journal(
        lines.map((line) => JSON.parse(line) as Entry),
        file,
        lock,
      );
      if (head === undefined) journal.#write({ plan: digest });
      else if ((JSON.parse(head) as { plan: string }).plan !== digest) {
        fs.closeSync(file);
        throw new JournalError(`${path} is the journal of another plan. Name a new file by --journal.`);
      }
      return journal;
    } catch (error) {
      fs.rmSync(lock, { force: true });
      throw error;
    }
  }

  /** Adds a line; returns when it is on the disk. */
  add(entry: Entry): void {
    this.#write(entry);
    this.entries.push(entry);
  }

  /** The last that is known of a step. */
  lastOf(step: string): Entry | undefined {
    return this.entries.findLast((entry) => entry.step === step);
  }

  close(): void {
    fs.closeSync(this.#file);
    fs.rmSync(this.#lock, { force: true });
  }

  #write(line: object): void {
    fs.writeSync(this.#file, `${JSON.stringify(line)}\n`);
    fs.fsyncSync(this.#file);
  }
}

/** One process at a time. A lock of a process that is gone (`kill -9`), or that was not written to its end, does not count. */
function takeLock(path: string): string {
  const own = `${process.pid}\n`;
  try {
    fs.writeFileSync(path, own, { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const holder = Number(/^(\d+)\n$/.exec(fs.readFileSync(path, "utf8"))?.[1] ?? 0);
    if (isAlive(holder)) {
      throw new JournalError(
        `Another process (${holder}) writes to this journal. Wait for it; if it is another program, remove ${path}.`,
      );
    }
    fs.writeFileSync(path, own);
  }
  return path;
}

function isAlive(id: number): boolean {
  try {
    return id > 0 && process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
