import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { installPackages } from "@workshop/config/install-packages";
import { repositoryRoot } from "@workshop/config/repository-root";
import { syntheticDocument } from "./synthetic-document.ts";

export interface GenerateOptions {
  /** How many operations the made-up documents have. */
  readonly sizes: readonly number[];
  /** Further documents. */
  readonly documents: readonly string[];
  /** A folder in which the other generators are, or will be, installed and stay; without it they come and go. */
  readonly peers?: string;
}

/** What a command took, with all processes that it started. */
interface Cost {
  /** Seconds of the processor. */
  readonly seconds: number;
  /** Bytes of the largest process; `undefined` where the machine does not tell. */
  readonly memory: number | undefined;
  readonly failed: boolean;
}

const PEERS = { "openapi-typescript": "7.13.0", "@hey-api/openapi-ts": "0.99.0", orval: "8.38.0", typescript: "5.9.3" };

/**
 * Measures what importing and generating a document costs in processor time, beside other generators, and what the compiler
 * makes of the generated client. kubb is not among them: for its version 5 the registry has no plugin that writes types.
 *
 * @throws {Error} when the other generators cannot be installed
 */
export async function measureGenerate(options: GenerateOptions, signal: AbortSignal): Promise<void> {
  const root = repositoryRoot();
  const scratch = mkdtempSync(join(tmpdir(), "bench-generate-"));
  const peers = options.peers ? resolve(options.peers) : join(scratch, "peers");
  try {
    say("installing the other generators outside of the repository ...");
    await installPackages(PEERS, peers, { signal });
    const made = options.sizes.map((size) => {
      const file = join(scratch, `${size}.json`);
      writeFileSync(file, JSON.stringify(syntheticDocument(size)));
      return { name: `${size} operations`, size, file };
    });
    const given = options.documents.map((file) => ({ name: basename(file), size: undefined, file: resolve(file) }));
    const rows = [...made, ...given].map(({ name, size, file }) => {
      say(`measuring ${name} ...`);
      return { name, size, ...measureDocument(root, peers, scratch, file) };
    });
    console.info(table(rows));
    const exponent = exponentOf(rows);
    if (exponent !== undefined)
      console.info(`\nImport and generate grow with the number of operations to the power of ${exponent.toFixed(2)}.`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Measured {
  readonly ours: Cost;
  readonly generated: Cost;
  readonly openapiTypescript: Cost;
  readonly heyApi: Cost;
  readonly orval: Cost;
  readonly compiled: Cost;
  readonly instantiations: string;
  readonly consumer: string;
}

function measureDocument(root: string, peers: string, scratch: string, document: string): Measured {
  const house = mkdtempSync(join(scratch, "house-"));
  const client = join(house, "packages", "measured-client");
  mkdirSync(join(house, "specs"));
  mkdirSync(join(client, "src"), { recursive: true });
  writeFileSync(join(client, "package.json"), JSON.stringify({ type: "module", openapiClient: { name: "Measured" } }));
  const node = process.execPath;
  const imported = cost(
    [node, join(root, "tools/release/src/cli.ts"), "import", document, "--platform", "measured", "--root", house],
    house,
  );
  const generated = cost([node, join(root, "tools/codegen/src/cli.ts"), "generate", "--root", house], house);
  const bin = (name: string): string => join(peers, "node_modules", ".bin", name);
  const typescript = [node, join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--extendedDiagnostics", "-p"];
  const compiling = project(root, client, ["src"], "client");
  const using = project(root, client, ["use.ts"], "use");
  const operation = /^export const (\w+)/mu.exec(readGenerated(client, "operations.ts"))?.[1] ?? "none";
  writeFileSync(
    join(client, "use.ts"),
    `import { createMeasuredTransport, ${operation} } from "./src/generated/index.ts";\nexport const call = ${operation}(createMeasuredTransport({} as never));\n`,
  );
  return {
    ours: {
      seconds: imported.seconds + generated.seconds,
      memory: most(imported.memory, generated.memory),
      failed: imported.failed || generated.failed,
    },
    generated,
    openapiTypescript: cost([node, bin("openapi-typescript"), document, "-o", join(scratch, "types.ts")], peers),
    heyApi: cost([node, bin("openapi-ts"), "-i", document, "-o", join(scratch, "hey"), "--silent"], peers),
    orval: cost([node, bin("orval"), "--input", document, "--output", join(scratch, "orval.ts")], peers),
    compiled: cost([...typescript, compiling], client),
    instantiations: diagnostic([...typescript, compiling], client, "Instantiations"),
    consumer: diagnostic([...typescript, using], client, "Total time"),
  };
}

function readGenerated(client: string, name: string): string {
  const file = join(client, "src", "generated", name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** A project that compiles some files of a client as strictly as the client itself. */
function project(root: string, client: string, include: readonly string[], name: string): string {
  const modules = join(client, "node_modules");
  const core = join(root, "packages", "client-core");
  mkdirSync(join(modules, "@org"), { recursive: true });
  if (!existsSync(join(modules, "@org", "client-core"))) {
    symlinkSync(core, join(modules, "@org", "client-core"));
    symlinkSync(join(core, "node_modules", "openapi-fetch"), join(modules, "openapi-fetch"));
  }
  const file = join(client, `tsconfig.${name}.json`);
  const base = join(root, "tools", "config", "tsconfig", "client.json");
  writeFileSync(file, JSON.stringify({ extends: base, compilerOptions: { skipLibCheck: false }, include }));
  return file;
}

/** Runs a command to its end. What it costs is asked of GNU time, where there is one, else of the shell. */
function cost(command: readonly string[], cwd: string): Cost {
  const gnu = "/usr/bin/time";
  const [file = "", ...args] = existsSync(gnu)
    ? [gnu, "-f", "%U %S %M", ...command]
    : ["bash", "-c", 'TIMEFORMAT="%U %S"; time "$@"', "bash", ...command];
  const { status, stderr } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  const [user = "", system = "", memory] = stderr.trim().split("\n").at(-1)?.split(" ") ?? [];
  return {
    seconds: Number(user) + Number(system),
    memory: memory === undefined ? undefined : Number(memory) * 1024,
    failed: status !== 0,
  };
}

function diagnostic([file = "", ...args]: readonly string[], cwd: string, name: string): string {
  const { stdout } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  return new RegExp(`^${name}:\\s+(\\S+)`, "mu").exec(stdout)?.[1] ?? "";
}

interface Row extends Measured {
  readonly name: string;
  readonly size: number | undefined;
}

function table(rows: readonly Row[]): string {
  const head =
    "| document | import + generate | of it generate | openapi-typescript | ratio | hey-api | orval | memory | tsc | instantiations | a consumer |";
  const line = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";
  return [
    head,
    line,
    ...rows.map((row) =>
      [
        "",
        row.name,
        shown(row.ours),
        shown(row.generated),
        shown(row.openapiTypescript),
        row.openapiTypescript.failed ? "" : (row.ours.seconds / row.openapiTypescript.seconds).toFixed(2),
        shown(row.heyApi),
        shown(row.orval),
        memoryRatio(row),
        shown(row.compiled),
        row.instantiations,
        row.consumer,
        "",
      ]
        .join(" | ")
        .trim(),
    ),
  ].join("\n");
}

function shown({ seconds, failed }: Cost): string {
  return `${seconds.toFixed(2)} s${failed ? " (failed)" : ""}`;
}

function memoryRatio({ ours, openapiTypescript }: Row): string {
  if (ours.memory === undefined || openapiTypescript.memory === undefined) return "";
  return `${(ours.memory / 1e6).toFixed(0)} MB, ${(ours.memory / openapiTypescript.memory).toFixed(2)} times`;
}

/** Between the two largest made-up documents: start-up counts for little there. */
function exponentOf(rows: readonly Row[]): number | undefined {
  const [last, before] = rows
    .flatMap(({ size, ours }) => (size === undefined ? [] : [{ size, seconds: ours.seconds }]))
    .sort((left, right) => right.size - left.size);
  if (last === undefined || before === undefined) return undefined;
  return Math.log(last.seconds / before.seconds) / Math.log(last.size / before.size);
}

function most(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.max(one, other);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
