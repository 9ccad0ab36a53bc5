/**
 * The environment that turbo is run in: only loopback is contacted, so no telemetry and no look for a newer turbo;
 * colours are for a person at a terminal.
 */
export function turboEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
  };
}
