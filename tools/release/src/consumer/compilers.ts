import { join } from "node:path";

/** One way in which a user's compiler reads the package. */
export interface Reading {
  readonly name: string;
  /** The programs that it reads. */
  readonly include: readonly string[];
  /** Programs that are for Node alone: what they import besides needs its types. */
  readonly exclude: readonly string[];
  /** The compiler's program, for Node. */
  readonly compiler: string;
  readonly compilerOptions: object;
}

const MODULES = join(import.meta.dirname, "../../node_modules");

/** How the names of programs begin that import more than the package itself. */
export const NODE_PROGRAM = "node-";

/**
 * As strict as a user can be; `skipLibCheck: false` has the compiler read the package's own declarations, too. Those that come
 * with the compiler it need not judge: they are no part of the package, and took more than half of the time.
 */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  noEmit: true,
  target: "es2022",
};

/** With Node's types, and none of a browser's. */
const NODENEXT = {
  ...STRICT,
  module: "nodenext",
  moduleResolution: "nodenext",
  lib: ["es2022"],
  types: ["node"],
  typeRoots: [join(MODULES, "@types")],
};

/** With a browser's types, and none of Node's. */
const BUNDLER = {
  ...STRICT,
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2022", "dom", "dom.iterable"],
  types: [],
};

/** CommonJS as it was before packages had `exports`: the package is found by `main` and `types`. */
const NODE10 = {
  ...BUNDLER,
  module: "commonjs",
  moduleResolution: "node10",
  verbatimModuleSyntax: false,
};

/** `nodenext` with TypeScript 5 is left to attw: that compiler takes long over the libraries which it has to check. */
export const READINGS: readonly Reading[] = [
  reading("typescript", "nodenext", NODENEXT),
  reading("typescript", "bundler", BUNDLER),
  reading("typescript-6", "bundler", BUNDLER),
  reading("typescript-5", "bundler", BUNDLER),
  reading("typescript-5-4", "bundler", BUNDLER),
  { ...reading("typescript-5-4", "node10, CommonJS", NODE10), include: ["*.cts"] },
];

function reading(compiler: string, resolution: string, compilerOptions: object): Reading {
  return {
    name: `${compiler}, moduleResolution ${resolution}`,
    include: ["*.ts"],
    exclude: resolution === "nodenext" ? [] : [`${NODE_PROGRAM}*`],
    compiler: join(MODULES, compiler, "bin/tsc"),
    compilerOptions,
  };
}
