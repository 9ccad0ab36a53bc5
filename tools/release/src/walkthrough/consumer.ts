import { cpSync, mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile, describeDiagnostics } from "@workshop/rating";
import { PACKAGE, PLATFORM, type SmallWorkspace } from "./small-workspace.ts";

const PROGRAM = "program.ts";

/** A project whose program was written for the first version of the package, and is never changed. */
export class Consumer {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    cpSync(join(import.meta.dirname, "consumer.ts.text"), join(folder, PROGRAM));
  }

  /** Takes the package as it has been built, and says what the type checker says; nothing if the program compiles. */
  async compileWith(workspace: SmallWorkspace): Promise<string> {
    const installed = join(this.folder, "node_modules/@org", `${PLATFORM}-client`);
    rmSync(installed, { recursive: true, force: true });
    mkdirSync(dirname(installed), { recursive: true });
    for (const part of ["package.json", "dist"]) {
      cpSync(join(workspace.root, PACKAGE, part), join(installed, part), { recursive: true });
    }
    const dependency = join(this.folder, "node_modules/openapi-fetch");
    rmSync(dependency, { recursive: true, force: true });
    symlinkSync(realpathSync(join(workspace.root, PACKAGE, "node_modules/openapi-fetch")), dependency);
    const diagnostics = await compile(this.folder, [PROGRAM]);
    return describeDiagnostics(diagnostics);
  }
}
