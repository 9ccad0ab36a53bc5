import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandResult, consumerProgram, firstCall, READINGS, runChild } from "@workshop/release";
import type { NpmConfiguration } from "../npm-configuration.ts";
import type { ChangingVendor } from "./vendor.ts";

/** A project of a user, outside of every workspace, whose program is written once and never changed. */
export class UserProject {
  private readonly folder: string = mkdtempSync(join(tmpdir(), "project of a user "));
  private readonly user: NpmConfiguration;
  private readonly signal: AbortSignal | undefined;

  constructor(user: NpmConfiguration, signal: AbortSignal | undefined) {
    this.user = user;
    this.signal = signal;
  }

  /**
   * Writes a program that sends the value in question, by the first call that can be derived from the document.
   *
   * @param root the workspace's folder
   */
  write({ client, values, used }: ChangingVendor, root: string): void {
    const call = firstCall(root, client.manifest);
    const query = Object.assign({}, call.input.query, { [values.parameter]: used });
    const program = consumerProgram(
      client.manifest,
      { ...call, input: { ...call.input, query } },
      "http://127.0.0.1:1",
    );
    const files = {
      "package.json": JSON.stringify({ name: "user", private: true, type: "module" }),
      "tsconfig.json": JSON.stringify({ compilerOptions: READINGS[0]?.compilerOptions, include: ["*.ts"] }),
      "program.ts": program,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  /**
   * Installs a version of a package by npm.
   *
   * @throws {Error} when that fails, with what npm said
   */
  async install(what: string): Promise<void> {
    const { status, output } = await this.run("npm", "install", "--no-audit", "--no-fund", what);
    if (status !== 0) throw new Error(`npm does not install ${what}:\n${output}`);
  }

  /** What the compiler says of the program; nothing where it compiles. */
  async compile(): Promise<string> {
    const { status, output } = await this.run(process.execPath, READINGS[0]?.compiler ?? "", "-p", ".");
    return status === 0 ? "" : output.trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(file: string, ...args: readonly string[]): Promise<CommandResult> {
    const env = { ...process.env, ...this.user.environment };
    return runChild(file, args, { cwd: this.folder, env, signal: this.signal });
  }
}
