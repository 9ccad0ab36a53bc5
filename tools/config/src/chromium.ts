import { existsSync } from "node:fs";

/** Where Chromium usually is; `CHROMIUM` names another place. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of the Chromium of this machine; `undefined` where there is none. */
export const CHROMIUM: string | undefined = [process.env.CHROMIUM ?? "", ...PLACES].find((path) => existsSync(path));

/** It neither asks for updates nor needs what a container does not have. */
export const CHROMIUM_ARGUMENTS: readonly string[] =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(
    " ",
  );
