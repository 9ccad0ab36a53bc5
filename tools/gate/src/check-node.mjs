// Plain JavaScript for any Node: it has to run, and speak clearly, where the rest of the workshop cannot.
const NEEDED = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < NEEDED) {
  console.error(
    [
      `This workshop runs on Node ${NEEDED} or later; this is Node ${process.versions.node} (${process.execPath}).`,
      `\`pnpm install\` brings Node ${NEEDED} along where a binary exists for the machine; for ${process.platform}-${process.arch} it did not, or optional dependencies were left out.`,
      `Install Node ${NEEDED} and try again: https://nodejs.org/en/download`,
    ].join("\n"),
  );
  process.exit(1);
}
