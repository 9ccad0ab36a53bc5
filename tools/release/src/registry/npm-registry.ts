import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ReleaseError } from "../publish/release-error.ts";
import { runNpm } from "./npm.ts";
import { redact } from "./redact.ts";
import { registryFailure } from "./registry-failure.ts";

/** The registry that npm is set up for, as far as one scope is concerned. */
export class NpmRegistry {
  /** Its address, without credentials. */
  readonly url: string;
  private readonly folder: string;

  private constructor(url: string, folder: string) {
    this.url = url;
    this.folder = folder;
  }

  /**
   * Asks npm which registry it would publish a package to.
   *
   * @param folder the workspace
   * @throws {ReleaseError} when npm cannot be run
   */
  static async of(name: string, folder: string, signal: AbortSignal): Promise<NpmRegistry> {
    const key = name.startsWith("@") ? `${name.slice(0, name.indexOf("/"))}:registry` : "registry";
    const response = await runNpm(["config", "get", key, "registry"], folder, signal);
    if (!response.done) {
      throw new ReleaseError(`npm cannot be run: ${response.failure.summary}`, "install npm; it comes with Node");
    }
    // `<setting>=<value>`, one on each line; the scope's own comes first, if there is one.
    const url = /^(?:.*=)?(https?:.*)$/m.exec(response.text)?.[1];
    if (url === undefined) throw new ReleaseError("npm is set up for no registry", "see `npm config get registry`");
    return new NpmRegistry(redact(url), folder);
  }

  /**
   * The integrity of a version that the registry holds, `sha512-...`; `undefined` if it does not hold it.
   *
   * @throws {ReleaseError} when the registry does not answer, or does not let us ask
   */
  async integrityOf(name: string, version: string, signal?: AbortSignal): Promise<string | undefined> {
    const args = ["view", `${name}@${version}`, "dist.integrity", "--prefer-online"];
    const response = await runNpm(args, this.folder, signal);
    if (response.done) return response.text === "" ? undefined : String(JSON.parse(response.text));
    if (response.failure.code === "E404") return undefined;
    throw registryFailure(this.url, `asking for ${name}@${version}`, response.failure);
  }

  /**
   * Downloads a version.
   *
   * @param destination an empty folder
   * @returns the tarball's path
   * @throws {ReleaseError} when it cannot be had
   */
  async download(name: string, version: string, destination: string, signal: AbortSignal): Promise<string> {
    const args = ["pack", `${name}@${version}`, "--pack-destination", destination];
    const response = await runNpm(args, this.folder, signal);
    if (!response.done) throw registryFailure(this.url, `downloading ${name}@${version}`, response.failure);
    return join(destination, readdirSync(destination)[0] ?? "");
  }

  /**
   * Uploads a tarball. It is not interrupted: half an upload would leave the outcome open.
   *
   * @returns why npm says that it failed; what the registry holds then has to be asked
   */
  async upload(tarball: string, flags: readonly string[]): ReturnType<typeof runNpm> {
    return await runNpm(["publish", tarball, "--ignore-scripts", ...flags], this.folder);
  }
}
