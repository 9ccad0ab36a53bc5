import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** A user's npm configuration, in a folder of its own, and nothing else that they have. */
export class NpmConfiguration {
  private readonly folder: string = mkdtempSync(join(tmpdir(), "home of a user "));
  private readonly ownHome: boolean;

  private constructor(lines: readonly string[], ownHome: boolean) {
    this.ownHome = ownHome;
    writeFileSync(this.file, `${lines.join("\n")}\n`, { mode: 0o600 });
  }

  /** A user with an empty home, for whom this registry is the only one. */
  static alone(url: string, token: string): NpmConfiguration {
    return new NpmConfiguration([`registry=${url}`, ...signedIn(url, token)], true);
  }

  /** A user with an empty home, who has a scope's packages from this registry. */
  static scoped(url: string, token: string | undefined): NpmConfiguration {
    return new NpmConfiguration([`${SCOPE}:registry=${url}`, ...signedIn(url, token)], true);
  }

  /** Whoever runs this, with all that npm knows of them; a scope's packages come from this registry. */
  static added(url: string, token: string): NpmConfiguration {
    const file = process.env.npm_config_userconfig ?? join(homedir(), ".npmrc");
    const known = existsSync(file) ? [readFileSync(file, "utf8")] : [];
    return new NpmConfiguration([...known, `${SCOPE}:registry=${url}`, ...signedIn(url, token)], false);
  }

  private get file(): string {
    return join(this.folder, ".npmrc");
  }

  /** To be added to a process's environment. */
  get environment(): NodeJS.ProcessEnv {
    if (!this.ownHome) return { npm_config_userconfig: this.file };
    const { folder } = this;
    return {
      HOME: folder,
      npm_config_userconfig: this.file,
      npm_config_cache: join(folder, "cache"),
      XDG_DATA_HOME: join(folder, "data"),
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_CONFIG_HOME: join(folder, "config"),
      XDG_STATE_HOME: join(folder, "state"),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const SCOPE = "@org";

function signedIn(url: string, token: string | undefined): readonly string[] {
  return ["update-notifier=false", ...(token === undefined ? [] : [`${url.replace("http:", "")}:_authToken=${token}`])];
}
