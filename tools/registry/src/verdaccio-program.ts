import { join } from "node:path";
import { runServer } from "verdaccio";

// The child process that is the registry: `node verdaccio-program.ts <folder>`, started by `startRegistry`.
const [folder = ""] = process.argv.slice(2);

/** Nothing behind it and nothing beside it: what it does not hold, it does not have. */
const server = await runServer({
  configPath: join(folder, "config.yaml"),
  self_path: join(folder, "config.yaml"),
  storage: join(folder, "storage"),
  auth: { htpasswd: { file: join(folder, "htpasswd") } },
  uplinks: {},
  packages: {
    // Clients are private: read and published by who has a token. What they depend on is for everyone.
    "@*/*": { access: "$authenticated", publish: "$authenticated" },
    "**": { access: "$all", publish: "$authenticated" },
  },
  web: { enable: false },
  log: { type: "stdout", format: "pretty", level: "fatal" },
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: server.address().port });
});
process.once("disconnect", () => process.exit());
