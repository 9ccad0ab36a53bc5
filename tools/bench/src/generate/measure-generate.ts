import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { installPackages } from "@workshop/config/install-packages";
import { repositoryRoot } from "@workshop/config/repository-root";
import { bytesOrNone } from "../calls/footprint.ts";
import { type Cost, cost, diagnostic } from "./command-cost.ts";
import { firstExport, firstOperation, MEASURED, makeClient, projectOf } from "./measured-client.ts";
import { syntheticDocument } from "./synthetic-document.ts";

export interface GenerateOptions {
  /** How many operations the made-up documents have. */
  readonly sizes: readonly number[];
  /** Further documents. */
  readonly documents: readonly string[];
  /** A folder in which the other generators are, or will be, installed and stay; without it they come and go. */
  readonly peers?: string;
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
    const rows: Row[] = [];
    for (const { name, size, file } of [...made, ...given]) {
      say(`measuring ${name} ...`);
      rows.push({ name, size, ...(await measureDocument(root, peers, scratch, file)) });
    }
    console.info(`${costTable(rows)}\n\n${sizeTable(rows)}`);
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
  readonly built: Cost;
  /** Bytes that a page loads, minified and compressed. */
  readonly sizes: {
    readonly operation: number | undefined;
    readonly client: number | undefined;
    readonly heyOperation: number | undefined;
    readonly hey: number | undefined;
  };
}

async function measureDocument(root: string, peers: string, scratch: string, document: string): Promise<Measured> {
  const client = makeClient(root, scratch);
  const { house, folder } = client;
  const node = process.execPath;
  const imported = cost(
    [
      node,
      join(root, "tools/release/src/cli.ts"),
      "import",
      document,
      "--platform",
      MEASURED.platform,
      "--root",
      house,
    ],
    house,
  );
  const generated = cost([node, join(root, "tools/codegen/src/cli.ts"), "generate", "--root", house], house);
  const bin = (name: string): string => join(peers, "node_modules", ".bin", name);
  const typescript = [node, join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--extendedDiagnostics", "-p"];
  const compiling = projectOf(root, client, ["src/generated"], "client");
  const using = projectOf(root, client, ["use.ts"], "use");
  const operation = firstOperation(client);
  const use = `import { createMeasuredTransport, ${operation} } from "./src/generated/index.ts";\nexport const call = ${operation}(createMeasuredTransport({} as never));\n`;
  writeFileSync(join(folder, "use.ts"), use);
  const hey = join(scratch, "hey");
  return {
    ours: {
      seconds: imported.seconds + generated.seconds,
      memory: most(imported.memory, generated.memory),
      failed: imported.failed || generated.failed,
    },
    generated,
    openapiTypescript: cost([node, bin("openapi-typescript"), document, "-o", join(scratch, "types.ts")], peers),
    heyApi: cost([node, bin("openapi-ts"), "-i", document, "-o", hey, "--silent"], peers),
    orval: cost([node, bin("orval"), "--input", document, "--output", join(scratch, "orval.ts")], peers),
    compiled: cost([...typescript, compiling], folder),
    instantiations: diagnostic([...typescript, compiling], folder, "Instantiations"),
    consumer: diagnostic([...typescript, using], folder, "Total time"),
    built: cost([node, createRequire(join(folder, "package.json")).resolve("tsdown/run")], folder),
    sizes: {
      operation: await bytesOrNone('export * from "./use.ts";', folder),
      client: await bytesOrNone('export * from "./src/generated/index.ts";', folder),
      heyOperation: await bytesOrNone(`export { ${firstExport(join(hey, "sdk.gen.ts"))} } from "./sdk.gen.ts";`, hey),
      hey: await bytesOrNone('export * from "./index.ts";', hey),
    },
  };
}

interface Row extends Measured {
  readonly name: string;
  readonly size: number | undefined;
}

function costTable(rows: readonly Row[]): string {
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

/** What comes out: how long its build takes, and what a page loads of it. */
function sizeTable(rows: readonly Row[]): string {
  return [
    "| document | build | one operation | all of it | hey-api: one operation | all of it |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...rows.map(
      ({ name, built, sizes: { operation, client, heyOperation, hey } }) =>
        `| ${[name, shown(built), ...[operation, client, heyOperation, hey].map(kilobytes)].join(" | ")} |`,
    ),
  ].join("\n");
}

function kilobytes(bytes: number | undefined): string {
  return bytes === undefined ? "" : `${(bytes / 1e3).toFixed(1)} kB`;
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
