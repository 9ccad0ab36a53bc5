#!/usr/bin/env node
/**
 * Two ways to check requests without `eval`, measured: validators that Ajv compiles for each operation, and schemas as
 * data that one small interpreter reads. For the platforms of this repository, or for the documents given.
 */
import { join } from "node:path";
import { listPlatforms, loadModel, loadPlatform, type Model } from "@workshop/openapi";
import Table from "cli-table3";
import { Bench } from "tinybench";
import { ajvModule } from "./ajv-validator.ts";
import { type InputSchema, inputSchema } from "./input-schema.ts";
import { interpretedModule } from "./interpreted-validator.ts";
import { sample } from "./sample.ts";
import { bundle, load, type Size } from "./size.ts";

/** Ajv says whether the value is valid, the interpreter what is wrong with it. */
type Validators = Readonly<Record<string, (value: unknown) => boolean | readonly unknown[]>>;

const knownFormats = new Set([
  "byte",
  "date",
  "date-time",
  "email",
  "hostname",
  "int32",
  "int64",
  "ipv4",
  "ipv6",
  "time",
  "uri",
  "uuid",
  "uuid4",
]);
const root = join(import.meta.dirname, "../../..");
const documents = process.argv.slice(2);
const models: Model[] =
  documents.length > 0
    ? documents.map((document) => loadModel({ document }))
    : listPlatforms(root).map((platform) => loadPlatform(root, platform));

interface Row {
  readonly name: string;
  readonly operations: number;
  readonly ajv: Size;
  readonly data: Size;
  /** Microseconds for a valid request, the median. */
  readonly ajvTime: number;
  readonly dataTime: number;
}

async function measure(name: string, schemas: readonly InputSchema[]): Promise<Row> {
  const ajv = await bundle(ajvModule(schemas));
  const data = await bundle(interpretedModule(schemas, knownFormats));
  const byAjv = await load<Validators>(ajv.code);
  const byData = await load<Validators>(data.code);
  // What both say yes to; neither knows a sample for everything that documents contain.
  const calls = schemas
    .map((schema, index) => ({ operation: `operation${index}`, value: sample(schema) }))
    .filter(({ operation, value }) => byAjv[operation]?.(value) === true && isEmpty(byData[operation]?.(value)));
  const bench = new Bench({ time: 300, warmupTime: 100 });
  for (const validators of [byAjv, byData])
    bench.add(String(bench.tasks.length), () => {
      for (const { operation, value } of calls) validators[operation]?.(value);
    });
  await bench.run();
  const [ajvTime = 0, dataTime = 0] = bench.tasks.map(({ result }) =>
    "latency" in result ? (result.latency.p50 * 1000) / calls.length : 0,
  );
  return { name, operations: schemas.length, ajv, data, ajvTime, dataTime };
}

function isEmpty(issues: unknown): boolean {
  return Array.isArray(issues) && issues.length === 0;
}

const schemasByPlatform = models.map((model) => ({
  name: model.platform,
  operations: model.operations.map((operation) => ({ name: operation.name, schema: inputSchema(model, operation) })),
}));
const all = schemasByPlatform.flatMap(({ name, operations }) =>
  operations.map((operation) => ({ name: `${name} ${operation.name}`, schema: operation.schema })),
);
const rows: Row[] = [];
// One by one as long as a person reads them, then all together.
for (const { name, schema } of all.slice(0, 8)) rows.push(await measure(name, [schema]));
if (all.length > 1)
  rows.push(
    await measure(
      `all ${all.length} together`,
      all.map(({ schema }) => schema),
    ),
  );

const table = new Table({
  head: ["operation", "Ajv minified", "gzip", "data minified", "gzip", "Ajv", "data"],
  colAligns: ["left", "right", "right", "right", "right", "right", "right"],
  style: { head: [], border: [] },
});
for (const { name, ajv, data, ajvTime, dataTime } of rows)
  table.push([
    name,
    ajv.minified,
    ajv.gzip,
    data.minified,
    data.gzip,
    `${ajvTime.toFixed(2)} µs`,
    `${dataTime.toFixed(2)} µs`,
  ]);
console.info(table.toString());

const last = rows.at(-1);
if (last !== undefined) {
  const interpreter = await bundle(interpretedModule([{ $defs: {} }], knownFormats));
  const each = (size: Size, base: number): number => Math.round((size.gzip - base) / last.operations);
  console.info(
    `Bytes with gzip: Ajv ${each(last.ajv, 0)} for each operation; data ${each(last.data, interpreter.gzip)} for each, keywords included, and ${interpreter.gzip} once. ` +
      `Time for a valid request: data ${(last.dataTime / last.ajvTime).toFixed(1)} times that of Ajv.`,
  );
}
