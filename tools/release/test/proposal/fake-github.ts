import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { vi } from "vitest";

/** What was said to GitHub by one call of `gh`. */
export interface Said {
  readonly words: readonly string[];
  readonly body: string;
}

/**
 * A `gh` that writes down what it is told. What it prints and remembers is up to a program in JavaScript, which has
 * `words`, `body` and `state`: any JSON, empty at first, kept from call to call in `state.json`.
 */
export class FakeGitHub {
  private readonly folder: string;

  /** @param folder an empty one, which the test removes */
  constructor(folder: string, program: string) {
    this.folder = folder;
    mkdirSync(join(folder, "bin"));
    const gh = join(folder, "bin/gh");
    const lines = [
      `const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");`,
      `const words = process.argv.slice(2);`,
      `const body = words.includes("--body-file") ? readFileSync(words[words.indexOf("--body-file") + 1], "utf8") : "";`,
      `appendFileSync(${JSON.stringify(this.log)}, JSON.stringify({ words, body }) + "\\n");`,
      `const file = ${JSON.stringify(this.file)};`,
      `const state = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];`,
      program,
      `writeFileSync(file, JSON.stringify(state));`,
    ];
    writeFileSync(join(folder, "gh.cjs"), lines.join("\n"));
    // A first line that names a program cannot name one in a folder with a space in its name.
    writeFileSync(gh, `#!/bin/sh\nexec "${process.execPath}" "${join(folder, "gh.cjs")}" "$@"\n`);
    chmodSync(gh, 0o755);
    vi.stubEnv("PATH", `${join(folder, "bin")}${delimiter}${process.env.PATH}`);
  }

  /** What was said, and is forgotten here. */
  said(): readonly Said[] {
    const lines = existsSync(this.log) ? readFileSync(this.log, "utf8").trim().split("\n") : [];
    writeFileSync(this.log, "");
    return lines.filter(Boolean).map((line) => JSON.parse(line) as Said); // what the fake has written
  }

  /** Changes what GitHub knows. */
  change(change: (state: string) => string): void {
    writeFileSync(this.file, change(existsSync(this.file) ? readFileSync(this.file, "utf8") : "[]"));
  }

  private get log(): string {
    return join(this.folder, "gh.log");
  }

  private get file(): string {
    return join(this.folder, "state.json");
  }
}
