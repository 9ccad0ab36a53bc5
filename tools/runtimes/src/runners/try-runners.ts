/** Tries `./testing` in the test runners that users have: each runs the same test, of the packed package. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@workshop/config/run-command";
import type { Subject } from "@workshop/faults/subject";

/** What came of a runner. */
export interface RunnerReport {
  readonly name: string;
  /** Why it was not tried. */
  readonly skipped?: string;
  readonly status: number;
  readonly output: string;
}

const VERSIONS = { jest: "30.5.2", msw: "3.0.5", vitest: "5.1.0" };

/** The texts of the programs, for a platform's client. */
function programs(
  name: string,
  { factory, operation, member, input, options, auth, success }: Subject,
): Record<string, string> {
  const call = `client.${member.join(".")}`;
  const fake = factory.replace(/Client$/, "Fake");
  const imports = `import { ${factory} } from ${JSON.stringify(name)};
import { ${fake} } from ${JSON.stringify(`${name}/testing`)};
`;
  const args = [...(input === undefined ? [] : [input]), options].map((one) => JSON.stringify(one)).join(", ");
  const script = JSON.stringify({ status: success.status, ...(success.body && { body: JSON.parse(success.body) }) });
  const made = (more: string): string =>
    `${factory}({ baseUrl: "https://platform.test", auth: ${JSON.stringify(auth)}, retry: false${more} })`;
  const body = `
const fake = ${fake}();
const client = ${made(", fetch: fake.fetch")};
test("a fake of the platform", async () => {
  fake.respond(${JSON.stringify(operation)}, ${script}, { undeclared: true, status: 404, body: "no" }, { fault: "lost response" });
  await ${call}(${args});
  const { error: refusal, receipt } = await ${call}.result(${args});
  const error = await ${call}(${args}).catch((thrown) => thrown);
  const seen = [refusal.status, receipt.attempts, error.name, fake.requests.map((one) => one.wasCarriedOut)];
  if (JSON.stringify(seen) !== '[404,1,"OutcomeUnknownError",[true,false,true]]') throw new Error(JSON.stringify(seen));
});
`;
  return {
    "fake.vitest.test.js": `import { test } from "vitest";\n${imports}${body}`,
    "fake.node.js": `import { test } from "node:test";\n${imports}${body}`,
    "fake.jest.test.js": `${imports}${body}`,
    "msw.js": `import { http } from "msw";
import { setupServer } from "msw/node";
${imports}
const fake = ${fake}();
const server = setupServer(http.all("https://platform.test/*", fake.handler));
server.listen({ onUnhandledRequest: "error" });
const client = ${made("")};
fake.respond(${JSON.stringify(operation)}, ${script}, { fault: "reset" });
await ${call}(${args});
const error = await ${call}(${args}).catch((thrown) => thrown);
server.close();
const seen = JSON.stringify([fake.requests[0].operation, error.name, error.reason]);
if (seen !== ${JSON.stringify(JSON.stringify([operation, "OutcomeUnknownError", "connection"]))}) throw new Error(seen);
`,
  };
}

/**
 * @param name of the package
 * @param tarball of the same
 */
export function tryRunners(name: string, tarball: string, subject: Subject): readonly RunnerReport[] {
  const folder = mkdtempSync(join(tmpdir(), "runners-"));
  try {
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    write("package.json", JSON.stringify({ private: true, type: "module", jest: { transform: {} } }));
    for (const [file, text] of Object.entries(programs(name, subject))) write(file, text);
    const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
    const installed = runCommand(
      "npm",
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", tarball, ...packages],
      folder,
    );
    const skipped = installed.status === 0 ? undefined : (/npm error code (\S+)/.exec(installed.output)?.[1] ?? "npm");
    const run = (runner: string, ...args: readonly string[]): RunnerReport => {
      if (skipped !== undefined) return { name: runner, skipped, status: 0, output: "" };
      return { name: runner, ...runCommand(process.execPath, args, folder) };
    };
    const bin = (path: string): string => join(folder, "node_modules", path);
    return [
      run("node:test", "--test", "fake.node.js"),
      run("Vitest", bin("vitest/vitest.mjs"), "run", "fake.vitest.test.js"),
      run("Jest", "--experimental-vm-modules", bin("jest/bin/jest.js"), "fake.jest.test.js"),
      run("MSW", "msw.js"),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
