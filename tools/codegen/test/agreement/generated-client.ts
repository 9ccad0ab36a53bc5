import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadModel, type Model } from "@workshop/openapi";
import { stringify } from "yaml";
import { writePackage } from "../../src/emit/package.ts";

const HOUSE = resolve(import.meta.dirname, "../../../..");
const CORE = join(HOUSE, "packages", "client-core");
const COMPILER = join(HOUSE, "node_modules", "typescript", "bin", "tsc");

/** A client as it is generated, in a folder of its own: to be loaded, and to be compiled against. */
export interface GeneratedClient {
  readonly folder: string;
  readonly model: Model;
  /** The function that makes its clients. `change`: what is done to a file before it is loaded, by default to `operations.ts`. */
  load(change?: (text: string) => string, file?: string): Promise<CreateSmallClient>;
  /** Makes a client whose every request is answered by `fetch`. */
  create(fetch: typeof globalThis.fetch, options?: object): Promise<Readonly<Record<string, CallableOperation>>>;
}

export type CreateSmallClient = (options: object) => Readonly<Record<string, CallableOperation>>;

/** What is used here of an operation. */
export interface CallableOperation {
  (input?: unknown): Promise<unknown>;
  plan(input?: unknown): unknown;
}

/** Generates a client of a document into an empty folder. */
export async function generateClient(folder: string, document: object): Promise<GeneratedClient> {
  mkdirSync(join(folder, "generated"), { recursive: true });
  mkdirSync(join(folder, "node_modules", "@org"), { recursive: true });
  symlinkSync(CORE, join(folder, "node_modules", "@org", "client-core"));
  symlinkSync(join(CORE, "node_modules", "openapi-fetch"), join(folder, "node_modules", "openapi-fetch"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const source = join(folder, "document.yaml");
  writeFileSync(source, stringify(document, { aliasDuplicateObjects: false }));
  const model = loadModel({ document: source });
  const { files } = await writePackage(model, "Small");
  for (const [name, text] of files) writeFileSync(join(folder, "generated", name), text);
  let copies = 0;
  const load = async (change?: (text: string) => string, file = "operations.ts"): Promise<CreateSmallClient> => {
    let place = "generated";
    if (change !== undefined) {
      place = `generated${copies++}`;
      cpSync(join(folder, "generated"), join(folder, place), { recursive: true });
      const changed = join(folder, place, file);
      writeFileSync(changed, change(readFileSync(changed, "utf8")));
    }
    // What was just generated: its shape is the clients' public API.
    const module = (await import(pathToFileURL(join(folder, place, "client.ts")).href)) as {
      createSmallClient: CreateSmallClient;
    };
    return module.createSmallClient;
  };
  return {
    folder,
    model,
    load,
    async create(fetch, options = {}) {
      const createSmallClient = await load();
      return createSmallClient({ baseUrl: "https://small.example", fetch, retry: false, ...options });
    },
  };
}

/** What the compiler says of a program beside the generated client, by its line in the program (from 1), or 0. */
export function compile({ folder }: GeneratedClient, program: readonly string[]): ReadonlyMap<number, string> {
  writeFileSync(join(folder, "program.ts"), program.join("\n"));
  const base = join(HOUSE, "tools", "config", "tsconfig", "client.json");
  const compilerOptions = { skipLibCheck: false, noUnusedLocals: false };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: base, compilerOptions, include: ["generated", "program.ts"] }),
  );
  const { stdout } = spawnSync(process.execPath, [COMPILER, "--noEmit", "--pretty", "false", "-p", folder], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const found = new Map<number, string>();
  for (const message of stdout.split(/\n(?! )/u)) {
    const line = /^[^(]*program\.ts\((\d+),/u.exec(message)?.[1];
    if (message.trim() !== "") found.set(Number(line ?? 0), message.trim());
  }
  return found;
}
