import { describe, expect, test } from "vitest";
import { installFailure } from "../src/install-failure.ts";
import { Unavailable } from "../src/unavailable.ts";

const failed = (output: string) => installFailure("install the server", { code: 1, output, timedOut: false });

describe("an installation that failed", () => {
  test.each([
    [
      "pip without a name server",
      "NewConnectionError('...: Failed to establish a new connection: [Errno -2] Name or service not known')",
    ],
    ["pip behind a closed port", "[Errno 111] Connection refused\nERROR: No matching distribution found for uv"],
    [
      "pip behind a proxy that says no",
      "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden'))",
    ],
    [
      "pip on a line that is too slow",
      "ReadTimeoutError(\"HTTPSConnectionPool(host='pypi.org', port=443): Read timed out.\")",
    ],
    [
      "uv without a name server",
      "error: Failed to fetch: `https://pypi.org/simple/x/`\n  Caused by: client error (Connect)\n  Caused by: dns error",
    ],
    [
      "uv behind a closed port",
      "error sending request for url (http://127.0.0.1:9/simple/x/)\n  Caused by: tcp connect error",
    ],
    ["an index that is down", "HTTP error 503 Service Unavailable while getting x"],
    [
      "a Python without venv",
      "The virtual environment was not created successfully because ensurepip is not available.",
    ],
  ])("for lack of the network or of a part of Python is a reason to skip: %s", (_words, output) => {
    expect(failed(output)).toBeInstanceOf(Unavailable);
  });

  test("after its time was up is a reason to skip", () => {
    const error = installFailure("install the server", { code: undefined, output: "", timedOut: true });
    expect(error).toBeInstanceOf(Unavailable);
  });

  test.each([
    ["a version that does not exist", "ERROR: No matching distribution found for arize-phoenix==99.0.0"],
    ["a full disk", "OSError: [Errno 28] No space left on device"],
    ["a package that does not build", "error: command 'gcc' failed with exit code 1"],
  ])("for another reason is an error that tells the end of what was printed: %s", (_words, output) => {
    const error = failed(output);
    expect(error).not.toBeInstanceOf(Unavailable);
    expect(error.message).toContain(output);
  });
});
