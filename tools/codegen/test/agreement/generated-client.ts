import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
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

/** Generates a client of a document, and of the actions of its overlay, into an empty folder. */
export async function generateClient(
  folder: string,
  document: object,
  actions: readonly object[] = [],
): Promise<GeneratedClient> {
  mkdirSync(join(folder, "generated"), { recursive: true });
  mkdirSync(join(folder, "node_modules", "@org"), { recursive: true });
  symlinkSync(CORE, join(folder, "node_modules", "@org", "client-core"));
  symlinkSync(join(CORE, "node_modules", "openapi-fetch"), join(folder, "node_modules", "openapi-fetch"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const source = join(folder, "document.yaml");
  writeFileSync(source, stringify(document, { aliasDuplicateObjects: false }));
  const overlay = actions.length === 0 ? undefined : join(folder, "overlay.yaml");
  if (overlay !== undefined) {
    writeFileSync(overlay, stringify({ overlay: "1.0.0", info: { title: "Small", version: "1" }, actions }));
  }
  const model = loadModel({ document: source, overlay });
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

/** What the compiler says of a program, by its line (from 1), or 0 where it is of the client itself. */
export type Messages = ReadonlyMap<number, string>;

/** A program beside a generated client; the lines can import from "./generated/index.ts". */
export interface Program {
  readonly client: GeneratedClient;
  readonly lines: readonly string[];
}

/** Compiles a program beside its client. */
export function compile(client: GeneratedClient, lines: readonly string[]): Messages {
  const [messages = new Map<number, string>()] = compileTogether([{ client, lines }]);
  return messages;
}

/** That a program uses nothing of what it declares is no fault; that a generated module does is one. */
const UNUSED_IN_PROGRAM = /^[^(]*program\.ts\(.*error TS6(133|192|196|198):/u;

/**
 * Compiles programs, each beside a client of its own, in one run: to start the compiler, and to look at the runtime, takes
 * far longer than a small client does.
 *
 * @returns the messages of each program, in the order of the programs
 */
export function compileTogether(programs: readonly Program[]): readonly Messages[] {
  const found = programs.map(() => new Map<number, string>());
  const indexes = new Map(programs.map(({ client }, index) => [realpathSync(client.folder), index]));
  for (const { client, lines } of programs) writeFileSync(join(client.folder, "program.ts"), lines.join("\n"));
  const [first] = programs;
  if (first === undefined) return found;
  const project = join(first.client.folder, "tsconfig.json");
  const base = join(HOUSE, "tools", "config", "tsconfig", "client.json");
  const include = [...indexes.keys()].flatMap((folder) => [join(folder, "generated"), join(folder, "program.ts")]);
  // The root, since the programs need not be in one folder.
  const compilerOptions = { skipLibCheck: false, rootDir: "/" };
  writeFileSync(project, JSON.stringify({ extends: base, compilerOptions, include }));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [COMPILER, "--noEmit", "--pretty", "false", "-p", project],
    { cwd: realpathSync(first.client.folder), encoding: "utf8", maxBuffer: 1e9 },
  );
  if (status !== 0 && stdout === "") throw new Error(`the compiler ended with ${status}: ${stderr}`);
  for (const message of stdout.split(/\n(?! )/u)) {
    if (message.trim() === "" || UNUSED_IN_PROGRAM.test(message)) continue;
    const [, file = "", line] = /^([^(]+)\((\d+),/u.exec(message) ?? [];
    const place = resolve(realpathSync(first.client.folder), file);
    const folder = [...indexes.keys()].find((candidate) => place.startsWith(`${candidate}/`));
    // What is of no client, the options for example, is said of the first.
    const messages = found[folder === undefined ? 0 : (indexes.get(folder) ?? 0)];
    messages?.set(file.endsWith("program.ts") ? Number(line) : 0, message.trim());
  }
  return found;
}
