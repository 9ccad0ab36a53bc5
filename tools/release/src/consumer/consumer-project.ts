import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@workshop/config/run-command";

/** What npm says when no registry answers: then nothing can be said about the package. */
const UNREACHABLE =
  /npm error code (E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH|50[234])|ERR_SOCKET_TIMEOUT)\b/;

/**
 * A project such as a user has: a folder outside of the workspace, with a space in its path, and the packed package
 * installed by npm. What the package fails to bring along is missing here.
 */
export class ConsumerProject {
  readonly folder: string;
  private readonly parent: string;

  constructor() {
    this.parent = mkdtempSync(join(tmpdir(), "consumer-"));
    this.folder = join(this.parent, "a project");
    mkdirSync(this.folder);
    this.write("package.json", JSON.stringify({ name: "consumer", private: true, type: "module" }));
  }

  /**
   * Installs a tarball and, from the registry that npm is set up for, what it depends on.
   *
   * @param peers what its README says has to be installed beside it
   * @returns why it could not be tried, when no registry can be reached
   * @throws {Error} when npm fails for any other reason
   */
  install(tarball: string, ...peers: readonly string[]): string | undefined {
    const quick = ["--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-retry-mintimeout=500"];
    const { status, output } = runCommand("npm", ["install", ...quick, tarball, ...peers], this.folder);
    if (status === 0) return undefined;
    const code = UNREACHABLE.exec(output)?.[1];
    if (code !== undefined) return `no npm registry can be reached (${code})`;
    throw new Error(`npm install failed:\n${output}`);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }
}
